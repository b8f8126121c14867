import { afterAll, beforeAll, describe, test } from "vitest";
import { VICTIMS } from "./crash";
import { CrashCycle } from "./crash-cycle";
import { BOUNDARIES, type CrashedOperation, type CrashSubject } from "./crash-subjects";
import { oneOf, SEED } from "./sample";

/** One test for each call boundary of each operation; in a sample with one victim for each, else with all. */
export function testCrashes(subject: CrashSubject): void {
  describe(`after a crash, ${subject.name} is repaired by the same command again (FAULTS_SEED=${SEED})`, () => {
    let cycle: CrashCycle;
    beforeAll(async () => {
      cycle = await CrashCycle.start(subject);
    });
    afterAll(() => cycle.close());

    for (const [operation, boundaries] of Object.entries(BOUNDARIES) as [
      CrashedOperation,
      typeof BOUNDARIES.create,
    ][]) {
      for (const boundary of boundaries) {
        const { action, when } = boundary;
        for (const victim of oneOf(VICTIMS, `${subject.name} ${operation} ${action} ${when}`)) {
          test(`${operation}: ${victim} dies ${when} ${action} takes effect`, () =>
            cycle.survive(operation, boundary, victim));
        }
      }
    }
  });
}
