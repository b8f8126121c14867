import fc from "fast-check";
import { describe } from "vitest";
import { History } from "./support/history";
import { ADAPTERS } from "./support/model-test";
import { histories } from "./support/steps";

/** How many histories of each adapter are tried, drawn anew each time; `npm run test:histories -- --runs 20000` tries more. */
const RUNS = Number(process.env.HISTORIES ?? 150);
const SEED = process.env.HISTORIES_SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.HISTORIES_SEED);

describe.each(ADAPTERS)("whatever happens to some stacks on one account, with $adapter resources", ({ modelTest }) => {
  modelTest("every running task has exactly one owner", { timeout: RUNS * 2_000 }, async ({ world }) => {
    console.log(`${RUNS} histories from seed ${SEED} (HISTORIES_SEED=${SEED} tries the same ones again)`);
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const history = new History(world);
        try {
          await history.run(steps);
        } catch (error) {
          throw new Error(`${(error as Error).message}\nafter\n${history.told.join("\n")}`, { cause: error });
        }
      }),
      { numRuns: RUNS, seed: SEED, ...(process.env.HISTORIES_PATH ? { path: process.env.HISTORIES_PATH } : {}) },
    );
  });
});
