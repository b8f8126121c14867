import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { previewText } from "./reviewed";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PREVIEWS = join(ROOT, "test/fixtures/previews");
const POLICIES = join(PREVIEWS, "policies.json");
const QUICK_START = join(PREVIEWS, "quick-start.json");
let folder: string;

// The compiler writes its output even when a file elsewhere has a type error; `npm run build` reports those.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "review-"));
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [compiler, "-p", "provider/tsconfig.json"], "");
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

function run(command: string, parameters: string[], input: string): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(command, parameters, { cwd: ROOT }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
    child.stdin?.end(input);
  });
}

const review = (parameters: string[], input = "") =>
  run(process.execPath, [join(ROOT, "provider/dist/cli.js"), "review", ...parameters], input);

describe("volcengine-rtc review", { timeout: 30_000 }, () => {
  test("reads a preview from standard input and writes the comment", async () => {
    const result = await review([], previewText("bucket-change"));

    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.stdout).toBe(await readFile(join(ROOT, "test/unit/review/golden/bucket-change.md"), "utf8"));
  });

  test("reads a file per stack and names the stacks as it is told", async () => {
    const { code, stdout } = await review([`prod=${QUICK_START}`, `dev=${QUICK_START}`, join(PREVIEWS, "group.json")]);

    expect(code).toBe(0);
    for (const stack of ["prod", "dev", "rooms/test"]) expect(stdout).toContain(`Stack \`${stack}\`:`);
    expect(stdout).toContain("| Stack | Resource | Room |");
  });

  test("tells two stacks of one name apart", async () => {
    const { stdout } = await review([QUICK_START, QUICK_START]);

    expect(stdout).toContain("Stack `rooms/test`:");
    expect(stdout).toContain("Stack `rooms/test (2)`:");
  });

  test("ends with 2 only when asked to, and only for a mandatory policy", async () => {
    const codeOf = async (...flags: string[]) => (await review([QUICK_START, ...flags])).code;
    const lenient = join(folder, "lenient.json");
    await writeFile(lenient, JSON.stringify({ all: "advisory", "storage-bucket-allowed": { buckets: ["none"] } }));

    expect(await codeOf("--policy-config", POLICIES, "--fail-on", "mandatory")).toBe(2);
    expect(await codeOf("--policy-config", POLICIES)).toBe(0);
    expect(await codeOf("--policy-config", lenient, "--fail-on", "mandatory")).toBe(0);
    expect(await codeOf("--fail-on", "mandatory")).toBe(0);
  });

  test("shows what a preflight found of the buckets, and ends with 2 for one that slices would not reach", async () => {
    const found = join(folder, "buckets.json");
    const tasks = ["lobby", "stage", "overseas"].map(
      (name) => `urn:pulumi:test::rooms::pulumi-nodejs:dynamic/volcengine-rtc:SegmentTask::${name}`,
    );
    const detail = "bucket rtc-archive is in cn-shanghai, the task says cn-beijing";
    await writeFile(found, JSON.stringify({ buckets: [{ verdict: "wrongRegion", detail, tasks }] }));

    const { code, stdout } = await review([QUICK_START, "--preflight", found, "--fail-on", "mandatory"]);

    expect(code).toBe(2);
    expect(stdout).toContain(
      `⛔ mandatory** \`storage-preflight\` on \`lobby\`, \`overseas\` and \`stage\`: Slices would not arrive: ${detail}`,
    );
  });

  test("writes plain text", async () => {
    const { stdout } = await review([QUICK_START, "--format", "text", "--policy-config", POLICIES]);

    expect(stdout).toMatch(
      /^2 rooms change bucket: their tasks are replaced, overlapping; 1 mandatory policy objects\.\n/,
    );
    expect(stdout).toContain(
      '"lobby" and "stage" (room "lobby" and "stage"): tos cn-beijing/rtc-audio -> tos cn-beijing/rtc-archive, replaced, overlapping',
    );
    expect(stdout).toContain('mandatory storage-bucket-allowed, "lobby" and "stage": ');
    expect(stdout).not.toContain("`lobby`");
  });

  test("writes JSON", async () => {
    const { stdout } = await review([join(PREVIEWS, "every-kind.json"), "--format", "json"]);

    const { changes, storage } = JSON.parse(stdout) as { changes: Record<string, unknown>[]; storage: object[] };
    expect(changes.find(({ resource }) => resource === "new-keys")).toMatchObject({
      kind: "replace",
      because: ["storageConfig"],
      order: "gap",
      gapCause: expect.stringContaining("the API runs only one task under one id"),
      credentials: "changed",
    });
    expect(storage).toContainEqual({
      stack: "rooms/test",
      resource: "moves",
      room: "moves",
      from: "tos cn-beijing/audio",
      to: "tos ap-southeast-1/audio-overseas",
      what: "replaced, overlapping",
    });
  });

  test.each([
    ["a preview without --json", [], "Previewing update (dev)", "Add `--json`"],
    ["nothing", [], "", "standard input: it is empty"],
    ["a failed preview", [join(PREVIEWS, "failed.json")], "", 'did you mean "cn-beijing"?'],
    ["a file that is not there", ["missing.json"], "", "Can't read the preview missing.json"],
    [
      "policies that are not there",
      [QUICK_START, "--policy-config", "missing.json"],
      "",
      "Can't read the policy configuration",
    ],
    [
      "a preview in place of policies",
      [QUICK_START, "--policy-config", QUICK_START],
      "",
      "use one of advisory, mandatory",
    ],
    [
      "a report on buckets that is none",
      [QUICK_START, "--preflight", QUICK_START],
      "",
      "Can't read the report on buckets",
    ],
    ["an unknown format", [QUICK_START, "--format", "xml"], "", "Allowed choices are markdown, text, json"],
  ])("ends with 1 on %s, and says why", async (_what, parameters, input, message) => {
    const { code, stdout, stderr } = await review(parameters, input);

    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });
});
