import { canonicalJson } from "../inputs/canonical-json";
import { asRecord } from "../inputs/record";
import { regionCode } from "../storage/regions";
import type { Vendor } from "../storage/vendors";
import { CONTROL_DEFAULTS, factsOf, STREAM } from "./fields";
import type { SegmentField } from "./inputs";
import { withDefaults } from "./resolve";

type Fields = Record<string, unknown>;

/**
 * What a field's value means to the API, as text that is equal for every spelling of the same thing: defaults applied,
 * region words as integers, the order of streams left out, "" the same as absent.
 */
export function meaning(field: SegmentField, value: unknown): string {
  return canonicalJson(canonical(field, value));
}

/** As `meaning`, but blind to credentials, which the API need not show and which no hash may depend on. */
export function publicMeaning(field: SegmentField, value: unknown): string {
  return meaning(field, withoutSecrets(field, value));
}

/** A field's value without the parts that are secret whatever they are. */
export function withoutSecrets(field: SegmentField, value: unknown): unknown {
  const { parts = {} } = factsOf(field);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !parts[name]?.secret));
}

function canonical(field: SegmentField, given: unknown): unknown {
  const value = given ?? undefined;
  switch (field) {
    case "targetStreams":
      return canonicalStreams(value);
    case "storageConfig":
      return canonicalStorage(asRecord(value));
    case "preflight":
      return typeof value === "string" ? { level: value } : value;
    case "control":
      return Object.values(withDefaults(CONTROL_DEFAULTS, asRecord(value)));
    case "triggers":
      return value ?? [];
    default: {
      const { blank, default: byDefault } = factsOf(field);
      return blank && value === "" ? undefined : (value ?? byDefault);
    }
  }
}

function canonicalStreams(value: unknown): unknown {
  if (!Array.isArray(value)) return [];
  return value
    .map(asRecord)
    .map(({ userId, streamType, index }) =>
      JSON.stringify([userId, streamType ?? STREAM.streamType.default, index ?? 0]),
    )
    .sort();
}

function canonicalStorage(storage: Fields): unknown {
  const platform = storage.type === "tos" ? "tos" : (storage.vendor as Vendor);
  const { accessKey, secretKey } = asRecord(storage.credentials);
  const { region } = storage;
  const nameable = region === undefined || typeof region === "string" || typeof region === "number";
  return [
    platform,
    storage.accountId,
    storage.bucket,
    (nameable ? regionCode(platform, region) : undefined) ?? region,
    accessKey,
    secretKey,
  ];
}
