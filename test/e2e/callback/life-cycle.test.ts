import type { EmulatorAdmin } from "pulumi-volcengine-rtc/emulator";
import { describe, expect } from "vitest";
import { callbackOutsider } from "../support/outsider";
import { APP, program } from "../support/program";
import { test } from "../support/stack-test";

const EVENT = "SegmentRealTimeData";
const ADDRESS = "https://moderation.example.com/rtc";
const SECRETS = { CANARY_FIRST: "canary-first-key", CANARY_SECOND: "canary-second-key" };
const CANARY = /canary-[a-z-]+/;

/** A program with one callback; the key comes from the environment, so that its text is free of it. */
const callback = (more: object = {}, secretKey = "undefined") =>
  program(`
    const args = ${JSON.stringify({ appId: APP, url: ADDRESS, events: [EVENT], ...more })};
    const slices = new RtcCallback("slices", { ...args, secretKey: ${secretKey} });
    exports.key = slices.secretKey;
  `);

/** The callbacks there are, as the API keeps them. */
const kept = async (admin: EmulatorAdmin) =>
  (await admin.callbacks()).map(({ BusinessId, URL, EventList }) => ({ BusinessId, URL, EventList }));

/** The actions that change something, since this was asked last. */
async function changes(admin: EmulatorAdmin): Promise<string[]> {
  const calls = await admin.calls();
  await admin.clearCalls();
  return calls.map(({ action }) => action).filter((action) => action !== "GetCallback");
}

test.override("stackOptions", { environment: SECRETS });

describe("a callback", () => {
  test.afterEach(({ emulator }) => emulator.admin.clearFaults());

  test("is created with a key that is made up, kept secret, and stays", async ({ stack, emulator }) => {
    const result = await stack.up(callback());

    expect(result).toMatchObject({ code: 0 });
    expect(await kept(emulator.admin)).toEqual([{ BusinessId: "", URL: ADDRESS, EventList: [EVENT] }]);
    const { key } = await stack.outputs();
    expect(key).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(result.text).not.toContain(key);
    expect(await stack.everythingKept()).not.toContain(key);
    expect((await stack.resources()).slices).toMatchObject({ id: `${APP}/`, inputs: { url: ADDRESS } });

    const again = await stack.up(callback({ events: [EVENT], businessId: "" }));
    expect(again.text).toContain("2 unchanged");
    expect(await changes(emulator.admin)).toEqual(["CreateCallback"]);
    expect(await stack.outputs()).toEqual({ key });
  });

  test("changes its url and events in place, and keeps its key", async ({ stack, emulator }) => {
    const { key } = await stack.outputs();
    const more = { url: "https://other.example.com/", events: ["RecordStarted", EVENT] };

    expect(await stack.up(callback(more))).toMatchObject({ code: 0 });

    expect(await changes(emulator.admin)).toEqual(["UpdateCallback"]);
    expect(await kept(emulator.admin)).toEqual([{ BusinessId: "", URL: more.url, EventList: more.events }]);
    expect(await stack.outputs()).toEqual({ key });
  });

  test("that somebody changed shows what differs in a refresh, and is put right by the next up", async ({
    stack,
    emulator,
  }) => {
    const client = callbackOutsider(emulator);
    const theirs = { AppID: APP, BusinessID: "", URL: "https://theirs.example.com/", EventList: ["RoomDestroy"] };
    await client.update({ ...theirs, SecretKey: "canary-theirs" }, client.operation());

    const refreshed = await stack.refresh("--diff");
    expect(refreshed).toMatchObject({ code: 0 });
    expect(refreshed.text).toContain("https://theirs.example.com/");
    const steps = await stack.previewSteps();
    expect(steps.slices).toMatchObject({ op: "update", detailedDiff: { url: { kind: "update" } } });
    expect(Object.keys(steps.slices?.detailedDiff ?? {}).some((path) => path.startsWith("events"))).toBe(true);

    expect(await stack.up(callback())).toMatchObject({ code: 0 });
    expect(await kept(emulator.admin)).toEqual([{ BusinessId: "", URL: ADDRESS, EventList: [EVENT] }]);
  });

  test("takes a key of the user's and another one after it, and shows neither", async ({ stack, emulator }) => {
    await emulator.admin.clearCalls();
    const results = [
      await stack.up(callback({}, "process.env.CANARY_FIRST"), "--diff"),
      await stack.refresh("--diff"),
      await stack.preview(undefined, "--diff"),
      await stack.up(callback({}, "pulumi.secret(process.env.CANARY_SECOND)"), "--diff"),
    ];

    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(results[2]?.text).toContain("2 unchanged");
    expect(results.map(({ text }) => text.match(CANARY)?.[0])).toEqual([undefined, undefined, undefined, undefined]);
    expect((await stack.everythingKept()).match(CANARY)?.[0]).toBeUndefined();
    expect(await changes(emulator.admin)).toEqual(["UpdateCallback", "UpdateCallback"]);
    expect(await stack.outputs()).toEqual({ key: SECRETS.CANARY_SECOND });
  });

  test("keeps its key out of the error about a refused call that quotes it", async ({ stack, emulator }) => {
    const message = `not with ${SECRETS.CANARY_FIRST} nor ${SECRETS.CANARY_SECOND}`;
    const kind = { type: "error", status: 400, code: "InvalidParameter", message } as const;
    await emulator.admin.addFault({ action: "UpdateCallback", calls: "always", kind });

    const result = await stack.up(callback({}, "process.env.CANARY_FIRST"));

    expect(result.code).not.toBe(0);
    expect(result.text).toContain(
      `Updating the callback of app "${APP}" failed: UpdateCallback: InvalidParameter: not with`,
    );
    expect(result.text).not.toMatch(CANARY);
  });

  test("is deleted before it is created anew, when the user has it replaced", async ({ stack, emulator }) => {
    await emulator.admin.clearCalls();
    const { urn = "" } = (await stack.resources()).slices ?? {};

    expect(await stack.up(callback(), "--replace", urn)).toMatchObject({ code: 0 });

    expect(await changes(emulator.admin)).toEqual(["DeleteCallback", "CreateCallback"]);
  });

  test("moves to another business id", async ({ stack, emulator }) => {
    expect(await stack.up(callback({ businessId: "live" }))).toMatchObject({ code: 0 });

    expect(await changes(emulator.admin)).toEqual(["DeleteCallback", "CreateCallback"]);
    expect(await kept(emulator.admin)).toMatchObject([{ BusinessId: "live" }]);
  });

  test("is created again when a refresh finds it gone, and is deleted in the end", async ({ stack, emulator }) => {
    const client = callbackOutsider(emulator);
    await client.delete({ AppId: APP, BusinessId: "live" }, client.operation());

    expect(await stack.up(undefined, "--refresh")).toMatchObject({ code: 0 });
    expect(await kept(emulator.admin)).toHaveLength(1);
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(await kept(emulator.admin)).toEqual([]);
  });
});

describe("a callback that is there already", () => {
  test("is read, then an error that names what differs, and is taken over with adopt", async ({
    createStack,
    emulator,
  }) => {
    const client = callbackOutsider(emulator);
    const theirs = { AppID: APP, BusinessId: "", URL: ADDRESS, EventList: ["RoomDestroy"], SecretKey: "canary-theirs" };
    await client.create(theirs, client.operation());
    await emulator.admin.clearCalls();
    const stack = await createStack({ environment: SECRETS });

    const read = await stack.up(
      program(`
        const { url, events } = RtcCallback.get("theirs", "${APP}/");
        module.exports = { url, events };
      `),
    );
    expect(read).toMatchObject({ code: 0 });
    expect(await stack.outputs()).toEqual({ url: ADDRESS, events: ["RoomDestroy"] });
    expect(await stack.everythingKept()).not.toMatch(CANARY);

    const refused = await stack.up(callback());
    expect(refused.code).not.toBe(0);
    expect(refused.text).toContain("there is one already, that differs from these inputs in events");
    expect(refused.text).toContain("Set adopt: true");
    expect(await changes(emulator.admin)).toEqual([]);

    expect(await stack.up(callback({ adopt: true }))).toMatchObject({ code: 0 });
    expect(await changes(emulator.admin)).toEqual(["UpdateCallback"]);
    expect(await kept(emulator.admin)).toMatchObject([{ EventList: [EVENT] }]);
    await stack.destroy();
  });
});

describe("a callback of which no answer tells whether it was created", () => {
  test("is kept in the state, and finished by the next up", async ({ createStack, emulator }) => {
    const stack = await createStack();
    await emulator.admin.addFault({ action: "CreateCallback", calls: "first", kind: { type: "reset", when: "after" } });
    // The first look must see that there is none; the second is the one that would tell.
    const kind = { type: "error", status: 403, code: "AccessDenied" } as const;
    await emulator.admin.addFault({ action: "GetCallback", calls: "every-second", kind });

    const failed = await stack.up(callback());
    expect(failed.code).not.toBe(0);
    expect(failed.text).toContain("It may be there all the same, so it is kept in the stack's state");
    await emulator.admin.clearFaults();
    await emulator.admin.clearCalls();

    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await changes(emulator.admin)).toEqual(["UpdateCallback"]);
    expect((await stack.resources()).slices?.outputs).not.toHaveProperty("__unconfirmed");
    expect(await stack.everythingKept()).not.toContain((await stack.outputs()).key);
    await stack.destroy();
  });
});
