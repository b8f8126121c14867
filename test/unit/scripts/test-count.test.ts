import { expect, test } from "vitest";
import { script } from "./script";

interface Count {
  countTests(report: string, exitCode: number): { passed: number; failed: number };
}

test.each([
  ["takes both numbers from the report", '{"numPassedTests":7,"numFailedTests":2}', 1, { passed: 7, failed: 2 }],
  ["counts a file that can't be loaded", '{"numPassedTests":7,"numFailedTests":0}', 1, { passed: 7, failed: 1 }],
  ["counts a crash that left no report", "", 134, { passed: 0, failed: 1 }],
  ["counts nothing when all went well", '{"numPassedTests":7,"numFailedTests":0}', 0, { passed: 7, failed: 0 }],
])("%s", async (_name, report, exitCode, counted) => {
  const { countTests } = await script<Count>("test-count.mjs");
  expect(countTests(report, exitCode)).toEqual(counted);
});
