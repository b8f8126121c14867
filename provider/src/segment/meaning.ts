import { regionCode } from "../storage/regions";
import type { Vendor } from "../storage/vendors";
import type { SegmentField } from "./inputs";

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
  if (field !== "storageConfig") return meaning(field, value);
  const { credentials: _, ...rest } = fieldsOf(value);
  return meaning(field, rest);
}

function canonical(field: SegmentField, given: unknown): unknown {
  const value = given ?? undefined;
  switch (field) {
    case "businessId":
    case "identifier":
    case "taskId":
      return value === "" ? undefined : value;
    case "maxIdleTime":
      return value ?? 180;
    case "duration":
      return value ?? 20;
    case "handle":
      return value ?? true;
    case "adopt":
      return value ?? false;
    case "whenEnded":
      return value ?? "restart";
    case "targetStreams":
      return canonicalStreams(value);
    case "storageConfig":
      return canonicalStorage(fieldsOf(value));
    case "control": {
      const { align, mixed, ignoreSilence, redundantDuration } = fieldsOf(value);
      return [align ?? false, mixed ?? false, ignoreSilence ?? false, redundantDuration ?? 0];
    }
    case "preflight":
      return typeof value === "string" ? { level: value } : value;
    case "triggers":
      return value ?? [];
    default:
      return value;
  }
}

function canonicalStreams(value: unknown): unknown {
  if (!Array.isArray(value)) return [];
  return value
    .map(fieldsOf)
    .map(({ userId, streamType, index }) => JSON.stringify([userId, streamType ?? "normal", index ?? 0]))
    .sort();
}

function canonicalStorage(storage: Fields): unknown {
  const platform = storage.type === "tos" ? "tos" : (storage.vendor as Vendor);
  const { accessKey, secretKey } = fieldsOf(storage.credentials);
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

function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? "absent"
  );
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}
