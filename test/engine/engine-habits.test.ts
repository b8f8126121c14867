import { describe, expect } from "vitest";
import { changingActions, running } from "#test/e2e/support/api-calls";
import { program, task, tasks } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

describe("what the engine does on its own account", () => {
  test.beforeAll(async ({ stack, emulator }) => {
    expect(await stack.up(tasks({ lobby: task("lobby") }))).toMatchObject({ code: 0 });
    await emulator.admin.clearCalls();
  });

  test("`pulumi up --replace` starts the task anew, and says that it runs on", async ({ stack, emulator }) => {
    const { lobby } = await stack.resources();
    const result = await stack.up(undefined, "--replace", lobby?.urn ?? "");
    expect(result.text).toContain("its task runs on under the new resource");
    expect(result.code).toBe(0);
    expect(await running(emulator.admin, "lobby")).toHaveLength(1);
    const anew = ["StartSegment", "StopSegment", "StartSegment"];
    expect(await changingActions(emulator.admin)).toEqual(anew);
  });

  test("renaming a resource with an alias leaves its task alone", async ({ stack, emulator }) => {
    await emulator.admin.clearCalls();
    const args = JSON.stringify(task("lobby"));
    const renamed = program(`new SegmentTask("entrance", ${args}, { aliases: [{ name: "lobby" }] });`);
    expect(await stack.up(renamed, "--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual([]);
  });

  test("a warning about a secret value is not given, as it would show the value", async ({ stack }) => {
    const secret = program(`
      new SegmentTask("entrance", { ...${JSON.stringify(task("lobby"))}, control: pulumi.secret({ redundantDuration: 37 }) });
      new SegmentTask("stage", { ...${JSON.stringify(task("stage"))}, control: { redundantDuration: 41 } });
    `);
    const { text } = await stack.preview(secret, "--diff");
    expect(text).toContain("41 is 41 milliseconds");
    expect(text).not.toContain("37");
  });
});
