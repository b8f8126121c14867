import type { SegmentField } from "../../segment/inputs";
import { type Obstacle, obstacle } from "../../segment/task/plan";
import { isSecret } from "../input/secret";
import { fieldOf } from "./hidden";
import type { Settings } from "./settings";

/**
 * Why the old task must stop before the new one may start: what keeps the two from running at once, or `asked`, as the
 * program, or a resource it depends on, wants it so.
 */
export type GapCause = Obstacle | "asked";

/**
 * What keeps two tasks from running at once, if anything.
 *
 * @param hidden Paths of what changes though its values are hidden.
 */
export function obstacleSeen(before: Settings, after: Settings, hidden: readonly string[]): Obstacle | undefined {
  const changed = new Set(
    hidden.filter((path) => !/^storageConfig\.(accountId|region|credentials)/.test(path)).map(fieldOf),
  );
  const unchanged = Object.fromEntries(Object.entries(after).filter(([field]) => !changed.has(field as SegmentField)));
  // A storage that is hidden as a whole and not among the changes is the same one.
  const stays = isSecret(before.storageConfig) && isSecret(unchanged.storageConfig);
  const [old, next] = stays ? [HIDDEN, HIDDEN] : [before.storageConfig, unchanged.storageConfig];
  return obstacle({ ...before, storageConfig: old }, { ...unchanged, storageConfig: next });
}

const HIDDEN = { bucket: "hidden" };
