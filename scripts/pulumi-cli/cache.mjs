// @ts-check
import fs from "node:fs/promises";
import path from "node:path";
import { platformFolder } from "../cache-folder.mjs";
import { withLock } from "../lock.mjs";
import { inspectFolder } from "./inspect.mjs";
import { PINNED_PULUMI } from "./version.mjs";

/** The folder of the cached CLI. */
export const cacheFolder = () => platformFolder(`pulumi-${PINNED_PULUMI}`);

/**
 * Lets `obtain` fill a new folder and puts that in the cache's place in one step, so that no other process ever sees
 * half a CLI. When several processes come here, one works and the others take its result.
 * @param {(folder: string) => Promise<boolean>} obtain says whether the folder now holds a CLI
 * @returns {Promise<{ bin: string, version: string } | undefined>}
 */
export async function fillCache(obtain) {
  const target = cacheFolder();
  return withLock(
    `${target}.lock`,
    async () => {
      const meanwhile = await inspectFolder(target);
      if ("bin" in meanwhile) return meanwhile;
      await removeUnfinished(target);
      const unfinished = await fs.mkdtemp(`${target}.unfinished-`);
      try {
        if (!(await obtain(unfinished))) return undefined;
        const result = await inspectFolder(unfinished);
        if (!("bin" in result)) throw new Error(`The Pulumi CLI just obtained can't be used: ${result.problem}.`);
        await fs.rm(target, { recursive: true, force: true });
        await fs.rename(unfinished, target);
        return { bin: target, version: result.version };
      } finally {
        await fs.rm(unfinished, { recursive: true, force: true });
      }
    },
    () => console.error("Pulumi CLI: waiting for another run that is already getting it."),
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
