// @ts-check
import { cached, platformFolder } from "../cache-folder.mjs";
import { inspectFolder } from "./inspect.mjs";
import { PINNED_PULUMI } from "./version.mjs";

/** The folder of the cached CLI. */
export const cacheFolder = () => platformFolder(`pulumi-${PINNED_PULUMI}`);

/**
 * Lets `obtain` fill the cache with a CLI.
 * @param {(folder: string) => Promise<boolean>} obtain says whether the folder now holds a CLI
 * @returns {Promise<{ bin: string, version: string } | undefined>}
 */
export async function fillCache(obtain) {
  const target = cacheFolder();
  return cached(target, {
    found: async () => {
      const meanwhile = await inspectFolder(target);
      return "bin" in meanwhile ? meanwhile : undefined;
    },
    fill: async (folder) => {
      if (!(await obtain(folder))) return undefined;
      const result = await inspectFolder(folder);
      if (!("bin" in result)) throw new Error(`The Pulumi CLI just obtained can't be used: ${result.problem}.`);
      return { bin: target, version: result.version };
    },
    onWait: () => console.error("Pulumi CLI: waiting for another run that is already getting it."),
  });
}
