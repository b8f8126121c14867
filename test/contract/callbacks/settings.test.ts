import { inspect } from "node:util";
import { describe, expect } from "vitest";
import { CallbackClient } from "#callback/api/client";
import { UnconfirmedCallbackError } from "#callback/settings/error";
import type { CallbackInputs, KeyedInputs } from "#callback/settings/inputs";
import { CallbackLife } from "#callback/settings/life";
import type { FaultSpec } from "#emulator/index";
import { RtcClient } from "#rtc-api/client";
import { it as base } from "#test/support/emulator-test";
import { ESCAPINGS } from "#test/support/escapings";
import { envelope, RecordingServer } from "#test/support/recording-server";
import { emulatorSettings, rtcSettings } from "#test/support/rtc-settings";

const APP = "661e2f8a9c1d4b0012a543cf";
const SECRET = 'canary/key+1="\\<é> x';
const INPUTS: CallbackInputs = {
  appId: APP,
  businessId: "live",
  url: "https://moderation.example.com/rtc",
  events: ["SegmentRealTimeData", "RoomDestroy"],
  secretKey: SECRET,
};
const KEYED = { ...INPUTS, secretKey: SECRET };
const known = (state: KeyedInputs = KEYED, unconfirmed = false) => ({ state, unconfirmed });
const QUICK = { pauses: { first: 1, longest: 2 } };

const it = base
  .extend("server", async ({ task: _ }, { onCleanup }) => {
    const server = await RecordingServer.start();
    onCleanup(() => server.close());
    return server;
  })
  .extend("recorded", ({ server }) => lifeOf(() => rtcSettings(server.url)))
  .extend("life", ({ emulator }) => lifeOf(() => emulatorSettings(emulator)));

const lifeOf = (settings: ConstructorParameters<typeof RtcClient>[0]) =>
  new CallbackLife(new CallbackClient(new RtcClient(settings, QUICK)), () => undefined);

const listed = (...Callbacks: object[]) => ({ body: envelope({ Result: { EventList: "RoomDestroy", Callbacks } }) });
const THERE = { BusinessId: "live", URL: INPUTS.url, EventList: INPUTS.events };
const DONE = { body: envelope({}) };
/** Its code is documented nowhere, so it is one that nobody knows. */
const REFUSED = { status: 400, body: envelope({ Error: { Code: "InvalidParameter.Whatever", Message: "no" } }) };

describe("on the wire", () => {
  it("each action has its own spellings", async ({ server, recorded }) => {
    server.answer(listed(), DONE);
    await recorded.create(INPUTS);
    await recorded.update(known(), { ...INPUTS, events: ["RoomDestroy"] });
    await recorded.delete(known());

    const version = "Version=2020-12-01";
    const common = { AppID: APP, EventList: INPUTS.events, SecretKey: SECRET, URL: INPUTS.url };
    expect(server.requests.map(({ method, target }) => `${method} ${target}`)).toEqual([
      `GET /?Action=GetCallback&${version}&AppId=${APP}`,
      `POST /?Action=CreateCallback&${version}`,
      `POST /?Action=UpdateCallback&${version}`,
      `POST /?Action=DeleteCallback&${version}&AppId=${APP}&BusinessId=live`,
    ]);
    expect(server.requests.map(({ body }) => (body === "" ? "" : (JSON.parse(body) as object)))).toEqual([
      "",
      { ...common, BusinessId: "live" },
      { ...common, EventList: ["RoomDestroy"], BusinessID: "live" },
      "",
    ]);
  });

  it("an app's own callback has an empty business id in bodies, and none in queries", async ({ server, recorded }) => {
    const { businessId: _, ...inputs } = INPUTS;
    server.answer(listed(THERE), DONE);
    await recorded.create(inputs);
    await recorded.update(known(), { ...inputs, url: "https://other.example.com" });
    await recorded.delete(known({ ...inputs, secretKey: SECRET }));
    expect(server.requests.slice(1, 3).map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { BusinessId: "" },
      { BusinessID: "" },
    ]);
    expect(server.last.target).not.toContain("BusinessId");
  });

  it.for([
    ["nothing at all", undefined, undefined],
    ["an empty list", { Callbacks: [] }, undefined],
    ["null for a list", { Callbacks: null }, undefined],
    ["those of others", { Callbacks: [{ ...THERE, BusinessId: "x" }, { URL: INPUTS.url }] }, undefined],
    ["one without settings", { Callbacks: [{ BusinessId: "live" }] }, {}],
    ["one with null for settings", { Callbacks: [{ BusinessId: "live", URL: null, EventList: null }] }, {}],
    ["it among others", { Callbacks: [{}, THERE] }, { url: INPUTS.url, events: INPUTS.events }],
  ] as const)("GetCallback may answer %s", async ([_, Result, seen], { server, recorded }) => {
    server.answer({ body: envelope({ Result }) });
    expect(await recorded.readForeign({ appId: APP, businessId: "live" }, false)).toEqual(seen);
  });
});

describe("an answer that quotes a key", () => {
  it.for(Object.entries(ESCAPINGS))(
    "written as %s shows it in no error",
    async ([_, escaped], { server, recorded }) => {
      const Message = `no: ${escaped(SECRET)}`;
      server.answer(listed(), { status: 400, body: envelope({ Error: { Code: "InvalidParameter", Message } }) });
      const error = await recorded.create(INPUTS).catch((reason: unknown) => reason);
      expect(inspect(error, { depth: 9 })).not.toContain("canary");
      expect(String(error)).toContain("InvalidParameter: no: ***");
    },
  );

  it("is masked by what is known of the action alone", async ({ server }) => {
    const client = new CallbackClient(new RtcClient(() => rtcSettings(server.url), QUICK));
    const body = { AppID: APP, EventList: INPUTS.events, SecretKey: SECRET, URL: INPUTS.url };
    server.answer({ status: 400, body: envelope({ Error: { Code: "InvalidParameter", Message: `no: ${SECRET}` } }) });
    const refused = /InvalidParameter: no: \*\*\* \(/;
    await expect(client.create({ ...body, BusinessId: "" }, client.operation())).rejects.toThrow(refused);
    await expect(client.update({ ...body, BusinessID: "" }, client.operation())).rejects.toThrow(refused);
  });

  it("that only the API knows gives it away nowhere", async ({ server, recorded }) => {
    const theirs = { ...THERE, SecretKey: "canary-of-theirs", URL: "https://canary-of-theirs.example.com" };
    server.answer(listed(theirs));
    expect(await recorded.readForeign({ appId: APP, businessId: "live" }, false)).toMatchObject({
      url: "https://***.example.com",
    });
  });
});

describe("a lost answer", () => {
  const lose = (action: FaultSpec["action"], when: "before" | "after"): FaultSpec => {
    return { ...(action && { action }), calls: "first", kind: { type: "reset", when } };
  };
  const actions = async (admin: { calls(): Promise<readonly { action: string }[]> }) =>
    (await admin.calls()).map(({ action }) => action.replace("Callback", ""));

  it.for([
    ["that did create it", "after", ["Get", "Create", "Get", "Update"]],
    ["that did not", "before", ["Get", "Create", "Get", "Create"]],
  ] as const)("to a creation %s ends with the callback there", async ([_, when, made], { emulator, life }) => {
    await emulator.admin.addFault(lose("CreateCallback", when));
    await life.create(INPUTS);
    expect(await actions(emulator.admin)).toEqual(made);
    expect(await emulator.admin.callbacks()).toMatchObject([{ AppId: APP, BusinessId: "live", URL: INPUTS.url }]);
  });

  it("to a creation does not make somebody else's callback one's own", async ({ server, recorded }) => {
    server.answer(listed(), "reset", listed({ ...THERE, URL: "https://theirs.example.com" }));
    await expect(recorded.create(INPUTS)).rejects.toThrow(
      /there is one already, that differs from these inputs in url,/,
    );
    expect(server.requests).toHaveLength(3);
  });

  it("to a creation, where no look tells either, leaves what is to be remembered, and an update finishes it", async ({
    emulator,
    life,
  }) => {
    await emulator.admin.addFault(lose("CreateCallback", "before"));
    // The first look must see that there is none; the second is the one that would tell.
    const kind = { type: "error", status: 403, code: "AccessDenied" } as const;
    await emulator.admin.addFault({ action: "GetCallback", calls: "every-second", kind });
    const { secretKey: _, ...inputs } = INPUTS;
    const error = await life.create(inputs).catch((reason: unknown) => reason);
    if (!(error instanceof UnconfirmedCallbackError)) throw error;
    expect(String(error)).toMatch(/kept in the stack's state: run `pulumi up` again/);
    expect(inspect(error, { depth: 9 })).not.toContain(error.state.secretKey);

    await emulator.admin.clearFaults();
    expect(await life.update(known(error.state, true), inputs)).toEqual(error.state);
    expect(await emulator.admin.callbacks()).toHaveLength(1);
  });

  it("to a creation does not make one's own what somebody else creates later", async ({ emulator, life }) => {
    await life.create({ ...INPUTS, url: "https://theirs.example.com/" });
    await expect(life.update(known(KEYED, true), INPUTS)).rejects.toThrow(
      /there is one already, that differs .* in url,/,
    );
    expect(await life.read(known(KEYED, true))).toBeUndefined();
    await life.delete(known(KEYED, true));
    expect(await emulator.admin.callbacks()).toMatchObject([{ URL: "https://theirs.example.com/" }]);
  });

  it.for(["before", "after"] as const)(
    "to an update, lost %s it, is asked for again",
    async (when, { emulator, life }) => {
      const state = await life.create(INPUTS);
      await emulator.admin.addFault(lose("UpdateCallback", when));
      await life.update(known(state), { ...INPUTS, url: "https://other.example.com/" });
      expect(await emulator.admin.callbacks()).toMatchObject([{ URL: "https://other.example.com/" }]);
    },
  );

  it.for(["before", "after"] as const)(
    "to a deletion, lost %s it, ends with none",
    async (when, { emulator, life }) => {
      await life.create(INPUTS);
      await emulator.admin.addFault(lose("DeleteCallback", when));
      await life.delete(known());
      expect(await emulator.admin.callbacks()).toEqual([]);
    },
  );
});

describe("a callback that somebody else", () => {
  it("has deleted is created again by an update, and is as good as deleted", async ({ emulator, life }) => {
    await life.update(known(), { ...INPUTS, url: "https://other.example.com/" });
    expect(await emulator.admin.callbacks()).toMatchObject([{ URL: "https://other.example.com/" }]);
    await life.delete(known());
    await life.delete(known());
    expect(await emulator.admin.callbacks()).toEqual([]);
  });

  it("has changed is deleted all the same: it is known by its id alone", async ({ emulator, life }) => {
    const state = await life.create(INPUTS);
    await life.update(known(state), { ...INPUTS, url: "https://theirs.example.com/" });
    await life.delete(known());
    expect(await emulator.admin.callbacks()).toEqual([]);
  });

  it.for([
    ["in nothing that can be seen", INPUTS, /with the same url and events/],
    [
      "in both",
      { ...INPUTS, url: "https://other.example.com", events: ["RoomDestroy"] },
      /differs .* in url and events/,
    ],
  ] satisfies [string, CallbackInputs, RegExp][])(
    "has created, different %s, is left alone",
    async ([_, inputs, message], { emulator, life }) => {
      await life.create(INPUTS);
      const before = await emulator.admin.callbacks();
      await expect(life.create(inputs)).rejects.toThrow(message);
      expect(await emulator.admin.callbacks()).toEqual(before);
    },
  );

  it("holds is told from a refusal for another reason", async ({ server, recorded }) => {
    server.answer(REFUSED, listed(THERE));
    await expect(recorded.delete(known())).rejects.toThrow(
      /^Deleting the callback of app ".*" for business id "live" failed: DeleteCallback: InvalidParameter.Whatever: no \(request id req-1\)/,
    );
  });
});
