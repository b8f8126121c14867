import { describe, expect } from "vitest";
import { APP, program } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

/** The secrets come from the environment, so that the program's own text is free of them. */
const environment = {
  CANARY_PREFIX: "canary-prefix",
  CANARY_WRONG: "canary wrong",
  CANARY_ROOM: "canary-room",
  CANARY_HALL: "canary-hall",
};
test.override("stackOptions", { environment });

const CANARY = /canary[- ](prefix|wrong|room|hall)/;

const group = (more: string) =>
  program(`
    const { SegmentTaskGroup } = require("pulumi-volcengine-rtc");
    const secret = (name) => pulumi.secret(process.env[name]);
    const storageConfig = ${JSON.stringify({ type: "tos", accountId: "1", bucket: "audio" })};
    new SegmentTaskGroup("fleet", { appId: "${APP}", rooms: ["lobby"], storageConfig, ${more} });
  `);

describe("an input that is a secret", () => {
  test("stays one where the outputs of a group repeat it", async ({ stack, emulator }) => {
    expect(await stack.up(group('identifier: secret("CANARY_PREFIX")'), "--diff")).toMatchObject({ code: 0 });
    expect(await stack.refresh()).toMatchObject({ code: 0 });
    const again = await stack.up(group('identifier: secret("CANARY_PREFIX"), duration: 30'), "--diff");

    expect(again).toMatchObject({ code: 0 });
    expect(again.text).not.toMatch(CANARY);
    expect((await stack.everythingKept()).match(CANARY)?.[0]).toBeUndefined();
    expect((await emulator.admin.tasks())[0]).toMatchObject({ Identifier: "canary-prefix-lobby", Duration: 30 });
  });

  test("stays one in what is said of the rooms whose names it holds", async ({ createStack, emulator: { admin } }) => {
    await admin.reset();
    const stack = await createStack({ name: "rooms", environment });
    const rooms = (...names: string[]) =>
      `rooms: pulumi.secret({ ${names.map((name) => `[process.env.${name}]: {}`).join(", ")} })`;
    const kind = { type: "error", status: 400, code: "InvalidParameter" } as const;
    await admin.addFault({ action: "StartSegment", calls: "first", kind });

    const failed = await stack.up(group(rooms("CANARY_ROOM", "CANARY_HALL")));
    const restarted = await stack.up(group(`${rooms("CANARY_ROOM", "CANARY_HALL")}, duration: 30`));
    const stopped = await stack.up(group(`${rooms("CANARY_ROOM")}, duration: 30`), "--diff");

    expect(failed.code).not.toBe(0);
    expect(failed.text).toContain("1 room could not be started");
    expect(stopped, stopped.text).toMatchObject({ code: 0, text: expect.stringContaining("1 room to stop (***)") });
    expect(failed.text + restarted.text + stopped.text).not.toMatch(CANARY);
    expect((await stack.everythingKept()).match(CANARY)?.[0]).toBeUndefined();
    expect((await admin.tasks()).filter(({ Status }) => Status === 2)).toMatchObject([{ RoomId: "canary-room" }]);
  });

  test.for([
    ["a group", group('identifier: secret("CANARY_WRONG")')],
    [
      "a task",
      program(`
        const identifier = pulumi.secret(process.env.CANARY_WRONG);
        const storageConfig = { type: "tos", accountId: "1", bucket: "audio", region: identifier };
        new SegmentTask("lobby", { appId: "${APP}", roomId: "lobby", identifier, storageConfig });
      `),
    ],
  ] as const)("is not repeated when it is not valid, in %s", async ([_what, wrong], { stack }) => {
    const result = await stack.preview(wrong);

    expect(result.code).not.toBe(0);
    expect(result.text).toContain("identifier: [secret] is not a valid id; use 1 to 128 letters");
    expect(result.text).not.toMatch(CANARY);
  });
});
