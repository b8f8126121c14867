import type { SegmentField } from "../../segment/inputs";
import { meaning } from "../../segment/meaning";
import { isUnknown } from "../../segment/unknown";
import { isSecret } from "../input/secret";
import type { Settings } from "./settings";
import { bucketKey } from "./storage";

/**
 * Why the old task must stop before the new one may start.
 *
 * - `taskId`: both would be one task to the API.
 * - `prefix`: both would write files of the same names.
 * - `asked`: the program, or a resource it depends on, wants it so.
 */
export type GapCause = "taskId" | "prefix" | "asked";

/**
 * What keeps two tasks from running at once, if anything.
 *
 * @param hidden Paths of what changes though its values are hidden.
 */
export function obstacle(
  before: Settings,
  after: Settings,
  hidden: readonly string[],
): Exclude<GapCause, "asked"> | undefined {
  const stays = (field: SegmentField) => {
    const value = after[field];
    if (value === undefined || value === "" || isUnknown(value) || hidden.includes(field)) return false;
    return meaning(field, before[field]) === meaning(field, value);
  };
  if (stays("appId") && stays("roomId") && stays("taskId")) return "taskId";
  return stays("identifier") && isSameBucket(before, after, hidden) ? "prefix" : undefined;
}

function isSameBucket(before: Settings, after: Settings, hidden: readonly string[]): boolean {
  if (hidden.some((path) => /^storageConfig(\.(type|vendor|bucket))?$/.test(path))) return false;
  const [old, next] = [before, after].map(({ storageConfig }) => storageConfig);
  if (isSecret(old) && isSecret(next)) return true;
  const key = bucketKey(next);
  return key !== undefined && key === bucketKey(old);
}
