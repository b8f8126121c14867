import fc from "fast-check";
import { describe, test } from "vitest";
import { VICTIMS } from "../faults/support/crash";
import { CliWorld, type Kill } from "./support/cli-world";
import { History } from "./support/history";
import { cliHistories } from "./support/steps";

/** How many histories are tried, drawn anew each time; `npm run test:histories -- --cli 200` tries more. */
const RUNS = Number(process.env.HISTORIES_CLI ?? 5);
const SEED = process.env.HISTORIES_SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.HISTORIES_SEED);

const kills: fc.Arbitrary<Kill> = fc.record({
  action: fc.constantFrom(
    "StartSegment",
    "StartSegment",
    "StopSegment",
    "StopSegment",
    "GetSegmentTask",
    "UpdateSegment",
  ),
  when: fc.constantFrom("before", "after"),
  victim: fc.constantFrom(...VICTIMS),
});

// Each is a test of its own, so that they can run side by side; a history that fails is not made shorter, which would take hours.
describe.concurrent(`with real processes that are killed (HISTORIES_SEED=${SEED} HISTORIES_CLI=${RUNS})`, () => {
  for (const [index, steps] of fc.sample(cliHistories(kills), { numRuns: RUNS, seed: SEED }).entries()) {
    test(`every running task has exactly one owner in history ${index + 1}`, async () => {
      const world = await CliWorld.start();
      const history = new History(world);
      try {
        await history.run(steps);
      } catch (error) {
        throw new Error(`${(error as Error).message}\nafter\n${history.told.join("\n")}`, { cause: error });
      } finally {
        await world.close();
      }
    });
  }
});
