import type { EmulatorAdmin } from "pulumi-volcengine-rtc/emulator";
import { describe, expect } from "vitest";
import { changingActions, running } from "#test/e2e/support/api-calls";
import { APP, program, TOS, task, tasks } from "#test/e2e/support/program";
import type { Stack } from "#test/e2e/support/stack";
import { test } from "#test/e2e/support/stack-test";
import { descendants, killAtOnce } from "#test/faults/support/processes";

test.override("stackOptions", {
  environment: { VOLCENGINE_CALL_TIMEOUT: "2", VOLCENGINE_OPERATION_TIMEOUT: "30" },
});

async function urnOf(stack: Stack, name: string): Promise<string> {
  return (await stack.resources())[name]?.urn ?? expect.unreachable(`no ${name}`);
}

/** Every run that the state tells runs, and nothing else does. */
async function expectStateToTellWhatRuns(stack: Stack, admin: EmulatorAdmin): Promise<void> {
  const known = Object.values(await stack.resources()).flatMap(({ outputs = {} }) =>
    Object.values((outputs.tasks as object | undefined) ?? { only: outputs }).map(
      ({ taskId, startTime, status }) => `${taskId} ${Date.parse(startTime)} ${status}`,
    ),
  );
  const live = await running(admin);
  expect(known.sort()).toEqual(live.map(({ TaskId, StartTime }) => `${TaskId} ${StartTime} running`).sort());
}

/** What once ended with a declared task stopped in silence, or with one task that two resources held for theirs. */
describe("a declared task is nobody else's to stop", () => {
  test.beforeEach(({ emulator }) => emulator.admin.clearCalls());

  test.afterEach(async ({ stack, emulator }) => {
    await emulator.admin.clearFaults();
    expect(await stack.up(tasks({}))).toMatchObject({ code: 0 });
    expect(await running(emulator.admin)).toEqual([]);
  });

  const group = (rooms: string[], more = {}) =>
    `new SegmentTaskGroup("audio", ${JSON.stringify({ appId: APP, rooms, storageConfig: TOS, ...more })});`;
  const withGroups = (body: string) => program(`const { SegmentTaskGroup } = require("pulumi-volcengine-rtc");${body}`);

  test.for([
    ["a task", `new SegmentTask("audio", ${JSON.stringify(task("lobby"))});`],
    ["a group", group(["lobby", "stage"])],
  ] as const)(
    "%s whose forced replacement was cut short is not stopped by the up that follows",
    async ([_what, body], { stack, emulator }) => {
      await stack.up(withGroups(body));
      const before = await running(emulator.admin, "lobby");
      // When the program fails, what was replaced is not deleted yet.
      const cut = withGroups(`(${body.replace(/;$/, "")}).urn.apply(() => { throw new Error("cut short"); });`);
      expect((await stack.up(cut, "--replace", await urnOf(stack, "audio"))).text).toContain("cut short");
      expect(await running(emulator.admin, "lobby")).not.toEqual(before);

      expect(await stack.up(withGroups(body))).toMatchObject({ code: 0 });

      expect(await running(emulator.admin, "lobby")).toHaveLength(1);
      await expectStateToTellWhatRuns(stack, emulator.admin);
      await emulator.admin.clearCalls();
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(await changingActions(emulator.admin)).toEqual([]);
    },
  );

  test("a task that becomes a group of the same name, and back, goes on in its room", async ({ stack, emulator }) => {
    await stack.up(tasks({ audio: task("lobby") }));

    expect(await stack.up(withGroups(group(["lobby"])))).toMatchObject({ code: 0 });
    expect(await running(emulator.admin, "lobby")).toHaveLength(1);
    await expectStateToTellWhatRuns(stack, emulator.admin);

    expect(await stack.up(tasks({ audio: task("lobby") }))).toMatchObject({ code: 0 });
    expect(await running(emulator.admin, "lobby")).toHaveLength(1);
    await expectStateToTellWhatRuns(stack, emulator.admin);
  });

  test("a resource that takes the old name of another gets a task of its own, whichever comes first", async ({
    stack,
    emulator,
  }) => {
    const entrance = `new SegmentTask("entrance", ${JSON.stringify(task("lobby"))}, { aliases: [{ name: "audio" }] });`;
    const audio = `new SegmentTask("audio", ${JSON.stringify(task("lobby"))});`;
    await stack.up(program(audio));
    await stack.up(program(entrance));
    expect(await changingActions(emulator.admin)).toEqual(["StartSegment"]);
    const renamed = entrance.replace(/, \{ aliases.*\}\)/, ")");

    expect(await stack.up(program(`${renamed}${audio}`))).toMatchObject({ code: 0 });
    expect(await running(emulator.admin, "lobby")).toHaveLength(2);
    await expectStateToTellWhatRuns(stack, emulator.admin);
    expect(await stack.up(program(renamed))).toMatchObject({ code: 0 });
    expect(await stack.up(program(`${audio}${renamed}`))).toMatchObject({ code: 0 });
    expect(await running(emulator.admin, "lobby")).toHaveLength(2);
    await expectStateToTellWhatRuns(stack, emulator.admin);

    await stack.up(program(audio));
    expect(await running(emulator.admin, "lobby")).toHaveLength(1);
    await expectStateToTellWhatRuns(stack, emulator.admin);
  });

  test("children of one name in two kinds of components have a task each", async ({ stack, emulator }) => {
    const inside = (type: string) =>
      `new SegmentTask("audio", ${JSON.stringify(task("lobby"))}, { parent: new pulumi.ComponentResource("my:rooms:${type}", "c") });`;
    const sibling = `new SegmentTask("sibling", ${JSON.stringify(task("stage"))}, { parent: hall });`;
    const hall = inside("Hall").replace(/new pulumi[^}]*\)/, "hall");
    const both = `${inside("Studio")} const hall = new pulumi.ComponentResource("my:rooms:Hall", "c"); ${hall}${sibling}`;
    expect(await stack.up(program(both))).toMatchObject({ code: 0 });
    expect(await running(emulator.admin, "lobby")).toHaveLength(2);
    expect(await running(emulator.admin, "stage")).toHaveLength(1);

    expect(await stack.up(program(inside("Hall")))).toMatchObject({ code: 0 });
    expect(await running(emulator.admin, "lobby")).toHaveLength(1);
  });

  test.for([
    ["an id", { taskId: "own" }],
    ["an id and a prefix", { taskId: "own", identifier: "prefix" }],
    ["an id, and adopt", { taskId: "own", adopt: true }],
  ] as const)(
    "a forced replacement of a task with %s of the user's own stops the old run and starts another",
    async ([_, own], { stack, emulator }) => {
      const wanted = tasks({ audio: task("lobby", own) });
      await stack.up(wanted);
      const [before] = await running(emulator.admin, "lobby");

      expect(await stack.up(wanted, "--replace", await urnOf(stack, "audio"))).toMatchObject({ code: 0 });

      const [after] = await running(emulator.admin, "lobby");
      expect(after?.TaskId).toBe("own");
      expect(after?.StartTime).not.toBe(before?.StartTime);
      await expectStateToTellWhatRuns(stack, emulator.admin);
    },
  );

  test("of two resources with adopt on one id the second is refused, and names the first", async ({
    stack,
    emulator,
  }) => {
    const both = tasks({ audio: task("lobby", { taskId: "shared", adopt: true }) });
    await stack.up(both);
    const result = await stack.up(
      tasks({
        audio: task("lobby", { taskId: "shared", adopt: true }),
        other: task("lobby", { taskId: "shared", adopt: true }),
      }),
    );
    expect(result.code).not.toBe(0);
    expect(result.text).toContain("SegmentTask audio of this stack holds the task of this id");
    expect(await running(emulator.admin, "lobby")).toHaveLength(1);
  });

  test("a provider that outlived its engine leaves the next command's task alone", async ({ stack, emulator }) => {
    const own = (maxIdleTime: number) => tasks({ audio: task("lobby", { taskId: "own", maxIdleTime }) });
    await stack.up(own(600));
    const hang = await emulator.admin.addFault({
      action: "StopSegment",
      calls: "first",
      kind: { type: "hang", when: "before" },
    });
    await stack.write(own(900));
    const cli = stack.start("up", "--yes", "--skip-preview", "--stack", "test");
    await emulator.admin.waitForCalls({ fault: hang.id });
    const survivors = descendants(cli.pid).map(({ pid }) => pid);
    killAtOnce([cli.pid]);
    await cli.ended;
    try {
      await stack.pulumi("cancel", "--yes", "--stack", "test");
      await emulator.admin.clearCalls();
      expect(await stack.up()).toMatchObject({ code: 0 });
      // By now the call that was never answered has run out of time, and would have been repeated.
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(await changingActions(emulator.admin)).toEqual(["StopSegment", "StartSegment"]);
      await expectStateToTellWhatRuns(stack, emulator.admin);
    } finally {
      killAtOnce(survivors);
    }
  });

  test("a stack made under the old name of another has tasks of its own, and each tells what is its own", async ({
    stack,
    emulator,
  }) => {
    const wanted = tasks({ audio: task("lobby") });
    await stack.up(wanted);
    expect(await stack.pulumi("stack", "rename", "old", "--stack", "test")).toMatchObject({ code: 0 });
    expect(await stack.pulumi("stack", "init", "test")).toMatchObject({ code: 0 });
    expect(await stack.up(wanted)).toMatchObject({ code: 0 });
    await expectStateToTellWhatRuns(stack, emulator.admin);
    await emulator.admin.clearCalls();

    const gone = await stack.pulumi("destroy", "--yes", "--skip-preview", "--stack", "old");

    expect(gone).toMatchObject({ code: 0 });
    expect(gone.text).toContain("SegmentTask audio: was over; another task runs under its id and is left alone");
    expect(await changingActions(emulator.admin)).toEqual([]);
    await expectStateToTellWhatRuns(stack, emulator.admin);
    await stack.pulumi("stack", "rm", "old", "--yes");
  });
});
