import { afterAll, describe, test } from "vitest";
import { VICTIMS } from "./crash";
import { CrashCycle } from "./crash-cycle";
import { BOUNDARIES, type CrashedOperation, type CrashSubject } from "./crash-subjects";
import { oneOf, SEED } from "./sample";

/** One test for each call boundary of each operation; in a sample with one victim for each, else with all. */
export function testCrashes(subject: CrashSubject): void {
  describe(`after a crash, ${subject.name} is repaired by the same command again (FAULTS_SEED=${SEED})`, () => {
    let cycle: CrashCycle | undefined;
    afterAll(() => cycle?.close());

    const survive: CrashCycle["survive"] = async (...crash) => {
      cycle ??= await CrashCycle.start(subject);
      try {
        await cycle.survive(...crash);
      } catch (error) {
        // What one crash left behind is not to be held against the next.
        await cycle.close();
        cycle = undefined;
        throw error;
      }
    };

    for (const [operation, boundaries] of Object.entries(BOUNDARIES) as [
      CrashedOperation,
      typeof BOUNDARIES.create,
    ][]) {
      for (const boundary of boundaries) {
        const { action, when } = boundary;
        for (const victim of oneOf(VICTIMS, `${subject.name} ${operation} ${action} ${when}`)) {
          test(`${operation}: ${victim} dies ${when} ${action} takes effect`, () =>
            survive(operation, boundary, victim));
        }
      }
    }
  });
}
