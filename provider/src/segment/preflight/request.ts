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
  const request = probeRequest(storageConfig, optionsOf(preflight), accountKeys(settings), identifier);
  if (preflight === undefined && endpointOf(request.platform, request.region) === undefined) return undefined;
  return request;
}

export function probeRequest(
  storage: StorageConfig,
  { level, endpoint, credentials }: PreflightOptions,
  account: StorageKeys,
  prefix: string | undefined,
): ProbeRequest {
  const given = credentials && { ...credentials, title: "preflight.credentials" };
  const { bucket } = storage;
  const common = { bucket, level, endpoint, prefix };
  if (storage.type === "tos") {
    const { accountId } = storage;
    const region = regionWord("tos", storage.region);
    return { ...common, platform: "tos", region, accountId, keys: given ?? account };
  }
  const { vendor: platform } = storage;
  const keys = { ...storage.credentials, title: "storageConfig.credentials" };
  return { ...common, platform, region: regionWord(platform, storage.region), keys, lookKeys: given };
}

export function optionsOf(preflight: Exclude<Preflight, "off"> | undefined): PreflightOptions {
  return typeof preflight === "object" ? preflight : { level: preflight ?? "bucket" };
}

function accountKeys({ accessKey, secretKey, sessionToken }: RtcSettings): StorageKeys {
  return { accessKey, secretKey, sessionToken, title: "the key to the API" };
}
