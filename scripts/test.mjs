// @ts-check
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { LANGUAGES, languageHosts } from "./language-hosts.mjs";
import { requireSupportedNode } from "./node-version.mjs";
import { projectRoot } from "./project-root.mjs";
import { pulumiCli } from "./pulumi-cli.mjs";
import { runCommand } from "./run-command.mjs";
import { s3Server } from "./s3-server.mjs";
import { setUp } from "./set-up.mjs";
import { StepError } from "./step-error.mjs";
import { countTests } from "./test-count.mjs";

const TESTS = ["unit", "contract", "histories", "faults", "e2e", "plugin", "yaml", "package"];

/** With `--all` these too, as in CI: rarer paths of the engine, the same life cycles through the plugin, other languages, crashes of the real CLI, other kinds of projects, versions and backends. */
const FURTHER_TESTS = [
  "keep",
  "engine",
  "plugin-scenarios",
  "languages",
  "crashes",
  "histories-cli",
  "projects",
  "versions",
  "postgres",
];

const ALL = "--all";

/** How many cells of the matrix of faults are tried, drawn anew each time; `npm run test:faults` tries all. */
const FAULTS_SAMPLE = "300";

/** The same histories each time, so that a run tells of the change at hand; `npm run test:histories` draws new ones. */
const HISTORIES_SEED = "20231101";

const tool = (/** @type {string[]} */ ...place) => path.join(projectRoot, "node_modules", ...place);

/**
 * Sets up, then runs every check even when an earlier one failed, so that one run shows all there is to correct.
 * @param {string} scratch a folder for reports
 * @param {readonly string[]} tests the projects of vitest to run
 * @param {readonly string[]} vitestArgs
 */
async function runChecks(scratch, tests, vitestArgs) {
  const total = { passed: 0, failed: 0 };
  /** @type {{ name: string, ok: boolean, seconds: number }[]} */
  const steps = [];

  /**
   * @param {string} name
   * @param {() => Promise<{ passed: number, failed: number, ok: boolean }>} work
   */
  const step = async (name, work) => {
    console.log(`\n=== ${name}`);
    const started = performance.now();
    const { passed, failed, ok } = await work();
    total.passed += passed;
    total.failed += failed;
    steps.push({ name, ok, seconds: (performance.now() - started) / 1000 });
    return ok;
  };
  /** @param {string[]} args */
  const check = async (...args) => {
    const { code } = await runCommand(process.execPath, args, { cwd: projectRoot, stdout: "inherit" });
    // A failing check that isn't a test counts as one failed test: the last line must not look like success.
    return { passed: 0, failed: code === 0 ? 0 : 1, ok: code === 0 };
  };

  let searchPath = process.env.PATH ?? "";
  const ready = await step("set-up", async () => {
    try {
      await setUp();
      searchPath = [(await pulumiCli()).bin, searchPath].join(path.delimiter);
      const languages = tests.includes("languages") ? LANGUAGES : /** @type {const} */ (["yaml"]);
      searchPath = [searchPath, await languageHosts(languages, searchPath)].join(path.delimiter);
      await s3Server();
      return { passed: 0, failed: 0, ok: true };
    } catch (error) {
      console.error(error instanceof StepError ? `\n${error.message}` : error);
      return { passed: 0, failed: 1, ok: false };
    }
  });
  if (ready) {
    await step("lint", () => check(tool("@biomejs", "biome", "bin", "biome"), "check", "."));
    await step("layers", () =>
      check(tool("dependency-cruiser", "bin", "dependency-cruise.mjs"), path.join("provider", "src")),
    );
    for (const project of ["test", path.join("examples", "rooms-service")]) {
      await step(`typecheck of ${project}`, () => check(tool("typescript", "bin", "tsc"), "-p", project));
    }
    const env = {
      FAULTS_SAMPLE,
      HISTORIES_SEED,
      ...process.env,
      PATH: searchPath,
    };
    for (const project of tests) {
      await step(`${project} tests`, async () => {
        const report = path.join(scratch, `${project}.json`);
        const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
        const args = [tool("vitest", "vitest.mjs"), "run", "--project", project, ...reporters];
        const options = { cwd: projectRoot, env, stdout: /** @type {const} */ ("inherit") };
        const { code } = await runCommand(process.execPath, [...args, ...vitestArgs], options);
        return { ...countTests(await fs.readFile(report, "utf8").catch(() => ""), code), ok: code === 0 };
      });
    }
  }

  console.log("\n=== result");
  for (const { name, ok, seconds } of steps) {
    console.log(`${ok ? "ok    " : "FAILED"}  ${name.padEnd(15)} ${seconds.toFixed(1).padStart(6)} s`);
  }
  return total;
}

requireSupportedNode();
const scratch = await fs.mkdtemp(path.join(os.tmpdir(), "rtc-test-reports-"));
try {
  const given = process.argv.slice(2);
  const tests = given.includes(ALL) ? [...TESTS, ...FURTHER_TESTS] : TESTS;
  const vitestArgs = given.filter((argument) => argument !== ALL);
  const { passed, failed } = await runChecks(scratch, tests, vitestArgs);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
} finally {
  await fs.rm(scratch, { recursive: true, force: true });
}
