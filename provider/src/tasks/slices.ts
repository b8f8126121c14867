import { bucketCheck, type CheckOptions } from "../buckets/bucket-check";
import { asRecord } from "../inputs/record";
import { hasSecret, isSecret } from "../review/input/secret";
import { masking } from "../rtc-api/masking";
import { isVendorEndpoint } from "../rtc-api/settings";
import { DEFAULTS } from "../segment/fields";
import type { Progress } from "../segment/group/rooms";
import { withoutSecrets } from "../segment/meaning";
import type { Observation } from "../segment/observation";
import { checkKey, secretsOf } from "../segment/preflight/request";
import { liveStorage } from "../segment/task/record";
import { isSameBucket } from "../storage/place";
import type { ProbeRequest } from "../storage/probe/request";
import type { FoundSlices } from "../storage/probe/slice-search";
import type { TaskLook } from "./look";

/** What is known of the slices of a task. */
export type Slices =
  /** Nobody looked; `why` is empty where there is nothing to look for. */
  | { kind: "notAsked"; why: string }
  | { kind: "unreadable"; detail: string }
  /** `sure`: no newer one can have been missed. */
  | { kind: "seen"; newest: Date | undefined; sure: boolean };

export interface SliceOptions extends Pick<CheckOptions, "endpoint" | "account" | "env"> {
  /** Milliseconds without anything new after which a task is called silent; by default three slice lengths. */
  stale: number | undefined;
  now: number;
  /** Makes what is told how far a part of the work is. */
  progress: (verb: string) => Progress;
}

/** Searches that are under way at the same time. */
const CONCURRENCY = 16;

const SLICE_LENGTHS = 3;

const NOTHING: Slices = { kind: "notAsked", why: "" };

/** Looks for the newest slice of each task that may run. */
export async function slicesOf(looks: readonly TaskLook[], options: SliceOptions): Promise<Map<TaskLook, Slices>> {
  const { SliceSearch } = await import("../storage/probe/slice-search.js");
  const { default: map } = await import("p-map");
  const searches = new Map<string, InstanceType<typeof SliceSearch>>();
  const searchIn = (request: ProbeRequest) => {
    const key = checkKey(request);
    const search = searches.get(key) ?? new SliceSearch(request);
    searches.set(key, search);
    return search;
  };
  const prefixes = looks.map((look) => ({ prefix: identifierOf(look), storage: storageOf(look) }));
  const slices = async (look: TaskLook): Promise<[TaskLook, Slices]> => {
    const asked = questionFor(look, options);
    if ("kind" in asked) return [look, asked];
    const { request, prefix } = asked;
    const storage = storageOf(look);
    const foreign = prefixes.flatMap((other) =>
      other.prefix !== undefined &&
      other.prefix.length > prefix.length &&
      other.prefix.startsWith(prefix) &&
      isSameBucket(other.storage, storage)
        ? [other.prefix]
        : [],
    );
    const found = await searchIn(request).newest(prefix, foreign, limitOf(look, options), options.now);
    return [look, told(found, secretsOf(request))];
  };
  const progress = options.progress("searched for slices");
  let done = 0;
  const counted = async (look: TaskLook) => {
    const found = await slices(look);
    progress(++done, looks.length);
    return found;
  };
  try {
    return new Map(await map(looks, counted, { concurrency: CONCURRENCY }));
  } finally {
    for (const search of searches.values()) search.close();
  }
}

/** Milliseconds without anything new after which a task is silent. */
export function limitOf(look: TaskLook, { stale }: Pick<SliceOptions, "stale">): number {
  const seconds = settingOf(look, "duration");
  return stale ?? SLICE_LENGTHS * (typeof seconds === "number" ? seconds : DEFAULTS.duration) * 1000;
}

/** A setting as the task has it, as far as that can be seen, and else as it was asked to be, or by default. */
export function settingOf(look: TaskLook, field: "duration" | "handle"): unknown {
  return seenOf(look)?.settings[field] ?? look.item.settings[field] ?? DEFAULTS[field];
}

function questionFor(look: TaskLook, options: SliceOptions): Slices | { request: ProbeRequest; prefix: string } {
  const { seen, item } = look;
  if (item.leftover || (seen?.kind !== "running" && seen?.kind !== "outOfSight")) return NOTHING;
  if (settingOf(look, "handle") === false) return NOTHING;
  const { preflight } = item.settings;
  const endpoint = options.endpoint ?? asRecord(preflight).endpoint;
  if (endpoint === undefined && !isVendorEndpoint(options.account().endpoint)) {
    return { kind: "notAsked", why: "its storage was not asked, as what stands in for the API has none behind it" };
  }
  const prefix = identifierOf(look);
  if (prefix === undefined)
    return { kind: "unreadable", detail: "its slices can't be told: their prefix is not known" };
  const inputs = { storageConfig: storageOf(look), preflight };
  const check = bucketCheck({ ...item, inputs }, { ...options, level: "bucket" });
  return check.request === undefined
    ? { kind: "unreadable", detail: check.problem }
    : { request: check.request, prefix };
}

function told(found: FoundSlices, secrets: readonly (string | undefined)[]): Slices {
  if ("verdict" in found) return { kind: "unreadable", detail: masking(secrets)(found.detail) };
  return { kind: "seen", newest: found.modified, sure: found.sure };
}

function storageOf(look: TaskLook): unknown {
  const given = look.item.settings.storageConfig;
  // What the state hides is not asked of the API instead.
  if (hasSecret(withoutSecrets("storageConfig", given))) return given;
  return liveStorage(given, seenOf(look)?.settings.storageConfig);
}

function identifierOf(look: TaskLook): string | undefined {
  const identifier = seenOf(look)?.settings.identifier ?? look.item.state.identifier;
  return isSecret(identifier) ? undefined : identifier;
}

function seenOf({ seen }: TaskLook): Observation | undefined {
  return seen !== undefined && "seen" in seen && seen.kind !== "taken" ? seen.seen : undefined;
}
