// @ts-check
import { existsSync } from "node:fs";
import { cached } from "./cache-folder.mjs";
import { StepError } from "./step-error.mjs";

/**
 * Finds what was built from Go modules by an earlier run, of any clone, or builds it. Progress goes to stderr.
 * @param {string} title what it is, as messages name it
 * @param {{ target: string, result?: string, takes: string, next: string, build: (folder: string) => Promise<string | undefined> }} options
 *   target: its folder in the cache. result: what is there once it is built. Default: the folder. takes: how long that
 *   takes, in words. next: what the user can do when it doesn't work. build: fills a new folder, and says why that didn't work.
 * @returns {Promise<string>} the result
 * @throws {StepError} when it can't be built
 */
export async function builtOnce(title, { target, result = target, takes, next, build }) {
  let problem = "";
  const found = async () => (existsSync(result) ? result : undefined);
  const built =
    (await found()) ??
    (await cached(target, {
      found,
      fill: async (folder) => {
        console.error(`${title}: building it from Go modules, which takes ${takes}, once.`);
        problem = (await build(folder)) ?? "";
        return problem === "" ? result : undefined;
      },
      onWait: () => console.error(`${title}: waiting for another run that is already building it.`),
    }));
  if (built === undefined) throw new StepError(`Building the ${title}`, problem, next);
  return built;
}
