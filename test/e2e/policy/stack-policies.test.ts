import { describe, expect } from "vitest";
import { program, task, tasks } from "../support/program";
import { test } from "../support/stack-test";
import { withPack } from "./pack-options";

describe("policies on a stack, on the real engine", () => {
  test("stop a preview in which two tasks would overwrite each other's files", async ({ stack }) => {
    const two = tasks({ a: task("a", { identifier: "same" }), b: task("b", { identifier: "same" }) });
    const preview = await stack.preview(two, ...(await withPack()));
    expect(preview.code).not.toBe(0);
    expect(preview.text).toMatch(/\[mandatory\] .*identifier-unique .*SegmentTask: a\)/);
    expect(preview.text).toMatch(/\[mandatory\] .*identifier-unique .*SegmentTask: b\)/);
    expect(preview.text).toContain('identifier is "same", as in "b", which write to the same bucket');
  });

  test("stop a preview in which two resources are one task", async ({ stack }) => {
    const two = tasks({ a: task("room", { taskId: "mine" }), b: task("room", { taskId: "mine" }) });
    const preview = await stack.preview(two, ...(await withPack()));
    expect(preview.code).not.toBe(0);
    expect(preview.text).toMatch(/\[mandatory\] .*task-unique .*SegmentTask: a\)/);
    expect(preview.text).toMatch(/\[advisory\] .*room-covered-once .*SegmentTask: a\)/);
  });

  test("advise during an update when a room is sliced twice, and find nothing wrong with identifiers the API made up", async ({
    stack,
  }) => {
    const up = await stack.up(tasks({ a: task("room"), b: task("room") }), ...(await withPack()));
    expect(up.code, up.text).toBe(0);
    expect(up.text).toMatch(/\[advisory\] .*room-covered-once .*SegmentTask: b\)/);
    expect(up.text).toContain('room "room" is also sliced by "a", but should be sliced once: every stream');
    expect(up.text).not.toContain("-unique");
  });

  test("don't take a look at a task for another task", async ({ stack }) => {
    const body = `
      const mine = new SegmentTask("mine", ${JSON.stringify(task("room", { identifier: "prefix", maxIdleTime: 600 }))});
      SegmentTask.get("look", mine.id);
    `;
    const up = await stack.up(program(body), ...(await withPack()));
    expect(up.code, up.text).toBe(0);
    expect((await stack.resources()).look?.external).toBe(true);
    expect(up.text).toMatch(/✅ volcengine-rtc-segment-tasks@v/);
  });
});
