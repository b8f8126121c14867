import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Action } from "#rtc-api/action";
import { RtcClient } from "#rtc-api/client";
import { envelope, RecordingServer } from "../support/recording-server";
import { failureOf } from "../support/rtc-failure";
import { rtcSettings } from "../support/rtc-settings";

const BADGES = z.object({ Badges: z.array(z.object({ Name: z.string() })) });

/** An action that the client has never heard of. */
function action(facts: Partial<Action<z.infer<typeof BADGES>>>): Action<z.infer<typeof BADGES>> {
  return {
    name: "TakeBadge",
    version: "2020-12-01",
    method: "POST",
    parameters: "body",
    effect: "changes",
    perSecond: 1_000,
    secrets: {},
    result: async () => BADGES,
    advice: () => undefined,
    ...facts,
  };
}

let server: RecordingServer;
beforeEach(async () => {
  server = await RecordingServer.start();
  server.answer({ body: envelope({ Result: { Badges: [] } }) });
});
afterEach(() => server.close());

const call = (asked: Action<z.infer<typeof BADGES>>, parameters: object) => {
  const client = new RtcClient(() => rtcSettings(server.url), { pauses: { first: 1, longest: 2 } });
  return client.call({ action: asked, parameters }, client.operation());
};

describe("an action of any API of RTC", () => {
  it("posts a query with an empty body, where the action says so", async () => {
    expect(await call(action({ parameters: "query" }), { AppId: "app1", Count: 2 })).toEqual({ Badges: [] });
    expect(server.last).toMatchObject({
      method: "POST",
      target: "/?Action=TakeBadge&Version=2020-12-01&AppId=app1&Count=2",
      body: "",
    });
    expect(server.last.headers["x-content-sha256"]).toBe(createHash("sha256").digest("hex"));
  });

  it("shows no secret of its parameters and its result, also out of lists", async () => {
    const secretive = action({ secrets: { parameters: ["Owners.Key"], result: ["Badges.Key"] } });
    const parameters = { Owners: [{ Key: "CANARY-ONE" }, { Key: "CANARY-TWO" }] };
    const Badges = [{ Name: "CANARY-ONE, CANARY-TWO, CANARY-THREE" }, { Name: "", Key: "CANARY-THREE" }];
    server.answer({ body: envelope({ Result: { Badges } }) });
    expect(await call(secretive, parameters)).toEqual({ Badges: [{ Name: "***, ***, ***" }, { Name: "" }] });
  });

  it.each([
    ["reads", "no", 6],
    ["changes", "maybe", 1],
  ] as const)(
    "that %s leaves the doubt %j without a usable answer, after %i attempts",
    async (effect, applied, attempts) => {
      server.answer({ status: 502, body: "" });
      expect(await failureOf(call(action({ effect }), {}))).toMatchObject({ applied });
      expect(server.requests).toHaveLength(attempts);
    },
  );

  it("gives its own advice, and else that of all actions", async () => {
    server.answer({ status: 400, body: envelope({ Error: { Code: "AccessDenied.Badge", Message: "no" } }) });
    const advised = action({ advice: ({ side }) => (side === "service" ? "Ask for a badge" : undefined) });
    expect((await failureOf(call(advised, {}))).message).toContain(
      "AccessDenied.Badge: no (request id req-1). Ask for",
    );
    server.answer({ status: 401, body: envelope({ Error: { Code: "InvalidAccessKey", CodeN: 9, Message: "no" } }) });
    expect((await failureOf(call(advised, {}))).message).toContain("Check volcengine:accessKey");
  });
});
