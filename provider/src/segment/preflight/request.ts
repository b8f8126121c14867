import { createHash } from "node:crypto";
import { isVendorEndpoint, type RtcSettings } from "../../rtc-api/settings";
import { endpointOf } from "../../storage/probe/endpoint";
import type { ProbeRequest, StorageKeys } from "../../storage/probe/request";
import { regionWord } from "../../storage/regions";
import type { Preflight, PreflightOptions, SegmentInputs, StorageConfig } from "../inputs";

/** What a task, or all rooms of a group, say of their storage. */
export type StoredInputs = Pick<SegmentInputs, "storageConfig" | "preflight" | "identifier">;

/**
 * The check that the storage of a task is due; nothing where there is none: the program wants none, or says nothing and
 * the API is not the vendor's, or no endpoint is known.
 */
export function requestFor(
  { storageConfig, preflight, identifier }: StoredInputs,
  settings: RtcSettings,
): ProbeRequest | undefined {
  if (preflight === "off") return undefined;
  // What stands in for the API has no bucket behind it.
  if (preflight === undefined && !isVendorEndpoint(settings.endpoint)) return undefined;
  const keys = storageConfig.type === "tos" ? accountKeys(settings) : ownKeys(storageConfig.credentials);
  const request = probeRequest(storageConfig, optionsOf(preflight), keys, identifier);
  if (preflight === undefined && endpointOf(request.platform, request.region) === undefined) return undefined;
  return request;
}

/**
 * @param keys For third-party storage those of the slices, for TOS those to the API.
 * @param prefix The beginning of the names of the slices.
 */
export function probeRequest(
  storage: StorageConfig,
  { level, endpoint, credentials }: PreflightOptions,
  keys: StorageKeys,
  prefix: string | undefined,
): ProbeRequest {
  const given = credentials && { ...credentials, title: "preflight.credentials" };
  const { bucket } = storage;
  if (storage.type === "tos") {
    const { accountId } = storage;
    const region = regionWord("tos", storage.region);
    return { platform: "tos", bucket, region, accountId, level, endpoint, prefix, keys: given ?? keys };
  }
  const { vendor: platform } = storage;
  const region = regionWord(platform, storage.region);
  return { platform, bucket, region, level, endpoint, prefix, keys, lookKeys: given };
}

/** What makes two checks one. A hash, so that no key is kept. The prefix is left out: rooms that share a bucket differ in it. */
export function checkKey({ prefix: _, ...request }: ProbeRequest): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("hex");
}

export function optionsOf(preflight: Exclude<Preflight, "off"> | undefined): PreflightOptions {
  return typeof preflight === "object" ? preflight : { level: preflight ?? "bucket" };
}

export function accountKeys({ accessKey, secretKey, sessionToken }: RtcSettings): StorageKeys {
  return { accessKey, secretKey, sessionToken, title: "the key to the API" };
}

export function ownKeys({ accessKey, secretKey }: { accessKey: string; secretKey: string }): StorageKeys {
  return { accessKey, secretKey, title: "storageConfig.credentials" };
}

/** What of a request no message may show. */
export function secretsOf({ keys, lookKeys }: ProbeRequest): (string | undefined)[] {
  return [keys, lookKeys].flatMap((some) => [some?.accessKey, some?.secretKey, some?.sessionToken]);
}
