import { asRecord } from "../inputs/record";
import { hasUnknown } from "../inputs/unknown";
import { hasSecret } from "../review/input/secret";
import type { RtcSettings } from "../rtc-api/settings";
import type { PreflightOptions, StorageConfig } from "../segment/inputs";
import { accountKeys, ownKeys, probeRequest } from "../segment/preflight/request";
import { segmentSchema } from "../segment/schema";
import type { SegmentResource } from "../stack/segment-resource";
import type { ProbeRequest, StorageKeys } from "../storage/probe/request";
import type { Platform } from "../storage/regions";
import { UserError } from "../user-error";

/** A bucket to look at, or why that can't be done, and for which resource. */
export type BucketCheck = SegmentResource & ({ request: ProbeRequest } | { request: undefined; problem: string });

/** What holds for all checks of a command. */
export interface CheckOptions {
  level: "bucket" | "write";
  /** Of the storage, whatever the resources say. */
  endpoint: string | undefined;
  /** Finds the keys to the API; throws where there are none. */
  account(): RtcSettings;
  env: NodeJS.ProcessEnv;
}

/** What a resource's storage can be checked with. */
export function bucketCheck(resource: SegmentResource, options: CheckOptions): BucketCheck {
  try {
    return { ...resource, request: requestOf(resource, options) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...resource, request: undefined, problem: error.message };
  }
}

function requestOf({ inputs }: SegmentResource, { level, endpoint, ...atHand }: CheckOptions): ProbeRequest {
  const { storage, keys } = storageIn(inputs.storageConfig);
  const given = preflightIn(inputs.preflight);
  const asked = { level, endpoint: endpoint ?? given.endpoint, credentials: given.credentials };
  const prefix = typeof inputs.identifier === "string" && !isOpen(inputs.identifier) ? inputs.identifier : undefined;
  const platform = storage.type === "tos" ? "tos" : storage.vendor;
  // Keys that are given to look at TOS with take the place of those to the API, which need not be there then.
  const instead = storage.type === "tos" && given.credentials ? { ...given.credentials, title: "" } : undefined;
  return probeRequest(storage, asked, keys ?? instead ?? keysFor(platform, atHand), prefix);
}

/** The keys at hand, where a task has none or hides them. */
export function keysFor(platform: Platform, { account, env }: Pick<CheckOptions, "account" | "env">): StorageKeys {
  if (platform === "tos") return accountKeys(account());
  const { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey, AWS_SESSION_TOKEN: sessionToken } = env;
  if (!accessKey || !secretKey) {
    throw new UserError(
      "there are no keys to look with. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, of whatever platform they are, " +
        "or give a state with its secrets: --stack, or the file of `pulumi stack export --show-secrets`",
    );
  }
  return { accessKey, secretKey, sessionToken, title: "AWS_ACCESS_KEY_ID" };
}

/** Stand in for keys that are hidden, while the rest is read. */
const HIDDEN_KEYS = { accessKey: "hidden", secretKey: "hidden" };

function storageIn(value: unknown): { storage: StorageConfig; keys: StorageKeys | undefined } {
  const { credentials, ...place } = asRecord(value);
  if (isOpen(value) && (typeof value === "string" || isOpen(place))) {
    throw new UserError("where it is is hidden, or will be known only after other resources were deployed");
  }
  const given = place.type === "tos" ? {} : { credentials: isOpen(credentials) ? HIDDEN_KEYS : credentials };
  const { data: storage } = segmentSchema.shape.storageConfig.safeParse({ ...place, ...given });
  if (storage === undefined) throw new UserError("its storageConfig can't be read");
  const known = storage.type === "custom" && !isOpen(credentials);
  return { storage, keys: known ? ownKeys(storage.credentials) : undefined };
}

function preflightIn(value: unknown): Partial<PreflightOptions> {
  const { credentials, ...open } = asRecord(value);
  const { data } = segmentSchema.shape.preflight.safeParse(isOpen(credentials) ? open : value);
  return typeof data === "object" ? data : {};
}

function isOpen(value: unknown): boolean {
  return hasUnknown(value) || hasSecret(value);
}
