import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RtcClient } from "#rtc-api/client";
import { ActionLimiter } from "#rtc-api/limiter";
import { SegmentClient } from "#segment/api/client";
import { startBody } from "#segment/request";
import { ESCAPINGS } from "../support/escapings";
import { envelope, RecordingServer } from "../support/recording-server";
import { rtcSettings } from "../support/rtc-settings";
import { custom, task } from "../support/segment-inputs";

const ACCOUNT = {
  accessKey: "CANARY/account+1=",
  secretKey: 'CANARY/secret+2="\\<é> x',
  sessionToken: "CANARY/token+3==",
};
const STORAGE = { accessKey: "CANARY/storage+4=", secretKey: 'CANARY/storage+5 &="\\ü' };
const OPERATION = "CANARY identifier/6";
/** A key that only the API knows: it was set by somebody else. */
const ANSWERED = "CANARY/answered+7=\\";
/** A key that is too short to be looked for in texts is hidden in its own place all the same. */
const TOO_SHORT = "k7!";

let server: RecordingServer;
let client: SegmentClient;
beforeAll(async () => {
  server = await RecordingServer.start();
  const limiter = new ActionLimiter(100_000);
  client = new SegmentClient(new RtcClient(() => rtcSettings(server.url, ACCOUNT), { limiterFor: () => limiter }));
});
afterAll(() => server.close());

const BODY = startBody(task({ storageConfig: custom({ credentials: STORAGE }) }));
const KEY = { AppId: "app1", RoomId: "lobby", TaskId: "task1" };
const operation = () => client.operation({ secrets: [OPERATION] });
const ACTIONS = {
  StartSegment: { call: () => client.start(BODY, operation()), secrets: Object.values(STORAGE) },
  GetSegmentTask: { call: () => client.get(KEY, operation()), secrets: [ANSWERED] },
  UpdateSegment: { call: () => client.update(KEY, operation()), secrets: [] },
  StopSegment: { call: () => client.stop(KEY, operation()), secrets: [] },
};

/** A task with a text in all places where a text can be, and a key of its storage. */
const quoting = (text: string) => ({
  Status: 3,
  StopReason: text,
  Identifier: text,
  TargetStreams: { StreamList: [{ UserId: text }] },
  StorageConfig: {
    Type: 2,
    TosConfig: { AccountId: text, Bucket: text },
    CustomConfig: { Bucket: text, AccessKey: ANSWERED, SecretKey: TOO_SHORT },
  },
});

/** The same JSON, with every character of its texts that may be escaped so written. */
const overescaped = (json: string) =>
  json.replace(/"(?:[^"\\]|\\.)*"/g, (literal) =>
    literal.replace(/\\.|[^"\\]/g, (sign) => {
      if (sign.length > 1) return sign;
      return sign === "/" ? "\\/" : `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
    }),
  );

describe.each(Object.entries(ACTIONS))("what %s brings back or throws", (action, { call, secrets }) => {
  const known = [...Object.values(ACCOUNT), OPERATION, ...secrets];
  const shown = () =>
    call().then(
      (result) => inspect(result, { depth: 9 }),
      (error: Error) => `${error.message}\n${inspect(error, { depth: 9 })}`,
    );
  const withoutIt = async (body: string, status: number, ...canaries: string[]) => {
    server.answer({ status, body });
    const text = await shown();
    expect(text).toContain("before *** after");
    for (const canary of canaries) expect(text).not.toContain(canary);
  };

  it.each(Object.entries(ESCAPINGS))("shows no secret that an error quotes %s", async (_, write) => {
    for (const secret of known) {
      const text = `before ${write(secret)} after`;
      const Result = action === "GetSegmentTask" ? { SegmentTask: quoting("") } : undefined;
      const body = envelope({ Result, Error: { Code: text, Message: text }, requestId: text });
      await withoutIt(body, 400, secret, write(secret));
    }
  });

  it.each(Object.entries(ESCAPINGS))("shows no secret that a result quotes %s", async (_, write) => {
    for (const secret of known) {
      const text = `before ${write(secret)} after`;
      const Result = action === "GetSegmentTask" ? { SegmentTask: quoting(text) } : text;
      await withoutIt(envelope({ Result }), 200, secret, write(secret), TOO_SHORT);
    }
  });

  it("shows no secret of an answer whose own JSON is escaped in an unusual way", async () => {
    for (const secret of known.filter((text) => !/["\\é]/.test(text))) {
      const text = `before ${secret} after`;
      const Result = action === "GetSegmentTask" ? { SegmentTask: quoting(text) } : text;
      for (const [status, content] of [
        [200, { Result }],
        [400, { Error: { Code: text, Message: text } }],
      ] as const) {
        const body = overescaped(envelope(content));
        expect(body).not.toContain("CANARY");
        expect(JSON.parse(body)).toEqual(JSON.parse(envelope(content)));
        await withoutIt(body, status, secret);
      }
    }
  });
});

describe("the names in an answer", () => {
  it("are left alone when there is no secret in them", async () => {
    const plain = { Status: 2, Identifier: "a-b_c@d.e", TargetStreams: { StreamList: [{ UserId: "host", Index: 1 }] } };
    server.answer({ body: envelope({ Result: { SegmentTask: plain } }) });
    expect(await client.get(KEY, operation())).toEqual(plain);
  });
});
