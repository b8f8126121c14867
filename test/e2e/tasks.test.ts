import type { EmulatorAdmin } from "pulumi-volcengine-rtc/emulator";
import { expect } from "vitest";
import { crashAt } from "#test/faults/support/crash";
import { changes, running } from "./support/api-calls";
import { APP, program, S3, task } from "./support/program";
import type { Stack } from "./support/stack";
import { test } from "./support/stack-test";

const fleet = (name: string, args: object) =>
  `new (require("pulumi-volcengine-rtc").SegmentTaskGroup)("${name}", ${JSON.stringify(args)});`;
const single = (name: string, args: object) => `new SegmentTask("${name}", ${JSON.stringify(args)});`;

/** What the command says of the selected stack, in the order of the rooms. */
async function told(stack: Stack, ...flags: string[]) {
  const { code, stdout, stderr } = await stack.volcengineRtc("tasks", ...flags, "--json");
  expect(stdout + stderr).not.toContain(S3.credentials.secretKey);
  const { tasks } = JSON.parse(stdout) as { tasks: { id: string; verdict: string }[] };
  return { code, stderr, tasks: tasks.map(({ id, verdict }) => [id.split("/")[1], verdict]).sort() };
}

/** Runs an `up` that dies with all its processes as soon as it has started a task. */
async function upThatDies(stack: Stack, admin: EmulatorAdmin): Promise<void> {
  await crashAt(admin, { action: "StartSegment", when: "after" }, "the runner with all its processes", () =>
    stack.start("up", "--yes", "--skip-preview", "--stack", stack.name),
  );
  expect(await stack.pulumi("cancel", "--yes", "--stack", stack.name)).toMatchObject({ code: 0 });
}

const idsOf = (tasks: readonly { TaskId: string }[]) => tasks.map(({ TaskId }) => TaskId).sort();

test("what an interrupted up started is shown after the program was changed, and stopped alone", async ({
  stack,
  emulator: { admin },
}) => {
  const kept = single("kept", task("kept")) + fleet("fleet", { appId: APP, rooms: ["a", "b"], storageConfig: S3 });
  expect(await stack.up(program(kept))).toMatchObject({ code: 0 });
  expect(await told(stack)).toEqual({
    code: 0,
    stderr: "",
    tasks: [
      ["a", "ok"],
      ["b", "ok"],
      ["kept", "ok"],
    ],
  });
  await stack.write(program(kept + single("lost", task("lost", { storageConfig: S3 }))));
  await upThatDies(stack, admin);
  const [lost] = await running(admin, "lost");

  expect(await told(stack, "--pending")).toMatchObject({ code: 2, tasks: [["lost", "runs"]] });
  expect(await told(stack)).toMatchObject({ code: 0, stderr: expect.stringContaining("--pending shows") });
  const changed = single("lost", task("lost", { storageConfig: S3, maxIdleTime: 600 }));
  expect(await stack.up(program(kept + changed))).toMatchObject({ code: 0 });
  expect(await running(admin, "lost")).toHaveLength(2);
  await admin.clearCalls();

  expect(await told(stack, "--pending", "--stop", "--yes")).toMatchObject({ code: 0, tasks: [["lost", "stopped"]] });

  expect(await changes(admin)).toMatchObject([{ action: "StopSegment", TaskId: lost?.TaskId }]);
  expect(await running(admin)).toHaveLength(4);
  expect(await told(stack, "--pending")).toMatchObject({ code: 0, tasks: [["lost", "notSeen"]] });
  expect((await told(stack)).tasks).toHaveLength(4);
});

test("what an interrupted up started of a group is stopped after a destroy that did not know it", async ({
  createStack,
  emulator: { admin },
}) => {
  const stack = await createStack({ name: "crashed" });
  const others = idsOf(await running(admin));
  await stack.write(program(fleet("crowd", { appId: APP, rooms: ["c", "d"], storageConfig: S3 })));
  await upThatDies(stack, admin);
  const started = (await running(admin)).filter(({ TaskId }) => !others.includes(TaskId));
  expect(await stack.destroy()).toMatchObject({ code: 0 });

  const rooms = started.map(({ RoomId }) => [RoomId, "runs"]);
  const shown = await told(stack, "--pending");
  expect(shown.code).toBe(2);
  expect(shown.tasks).toEqual(expect.arrayContaining(rooms));
  expect(await told(stack, "--pending", "--stop", "--yes")).toMatchObject({ code: 0 });

  expect(idsOf(await running(admin))).toEqual(others);
});
