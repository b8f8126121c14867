// @ts-check

/**
 * Counts one vitest run from its JSON report.
 * @param {string} report the report's text; empty when vitest wrote none
 * @param {number} exitCode vitest's
 * @returns {{ passed: number, failed: number }} a run that failed without a failing test (a file that couldn't be
 *   loaded, an unhandled error, a crash) counts as at least one failure
 */
export function countTests(report, exitCode) {
  const least = exitCode === 0 ? 0 : 1;
  if (report === "") return { passed: 0, failed: least };
  const { numPassedTests, numFailedTests } = JSON.parse(report);
  return { passed: numPassedTests, failed: Math.max(numFailedTests, least) };
}
