// @ts-check
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { withLock } from "./lock.mjs";

/**
 * A folder in the cache that all clones share. One per platform, as a home folder may be shared between machines.
 * @param {string} name what is kept there, with its version
 */
export function platformFolder(name) {
  const base =
    process.env.VOLCENGINE_RTC_CLI_CACHE ||
    path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "pulumi-volcengine-rtc");
  return path.join(path.resolve(base), name, `${process.platform}-${process.arch}`);
}

/**
 * Puts a folder into the cache in one step, so that no other process ever sees half of it. When several processes come
 * here, one works and the others take its result.
 * @template Result
 * @param {string} target
 * @param {{ found: () => Promise<Result | undefined>, fill: (folder: string) => Promise<Result | undefined>, onWait?: () => void }} steps
 *   found: what the target gives already, undefined when it must be filled. fill: fills a new folder, and says what it
 *   gives; undefined when that didn't work.
 */
export async function cached(target, { found, fill, onWait }) {
  return withLock(
    `${target}.lock`,
    async () => {
      const meanwhile = await found();
      if (meanwhile !== undefined) return meanwhile;
      await removeUnfinished(target);
      const unfinished = await fs.mkdtemp(`${target}.unfinished-`);
      try {
        const result = await fill(unfinished);
        if (result === undefined) return undefined;
        await fs.rm(target, { recursive: true, force: true });
        await fs.rename(unfinished, target);
        return result;
      } finally {
        await fs.rm(unfinished, { recursive: true, force: true });
      }
    },
    onWait,
  );
}

/**
 * Removes what runs left that were ended by force; only the holder of the lock may do so.
 * @param {string} target
 */
async function removeUnfinished(target) {
  const parent = path.dirname(target);
  for (const name of await fs.readdir(parent)) {
    if (!name.startsWith(`${path.basename(target)}.unfinished-`)) continue;
    await fs.rm(path.join(parent, name), { recursive: true, force: true });
  }
}
