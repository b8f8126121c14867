import { describe, expect, test } from "vitest";
import { CallbackRefused, type RefusalReason, type VerifyOptions, verifyCallback } from "#callback/index";
import { CALLBACK_SECRET, type CallbackFields, signedCallback } from "#test/support/signed-callback";

const NOW = new Date("2026-03-01T12:00:00Z");
const HOUR = 60 * 60;

const at = (EventTime: string) => signedCallback({ EventTime });
const verify = (body: unknown, options: VerifyOptions = {}) =>
  verifyCallback(typeof body === "string" ? body : JSON.stringify(body), CALLBACK_SECRET, { now: NOW, ...options });

function refusal(work: () => unknown): CallbackRefused {
  try {
    work();
  } catch (error) {
    if (error instanceof CallbackRefused) return error;
    throw error;
  }
  throw new Error("It was not refused.");
}
const reason = (body: unknown, options?: VerifyOptions): RefusalReason => refusal(() => verify(body, options)).reason;

describe("a genuine callback", () => {
  test("is read, and holds nothing that was not signed", () => {
    const fields = at("2026-03-01T11:59:58.123456789Z");
    expect(verify({ ...fields, BusinessId: "unsigned" })).toEqual({
      kind: "segment",
      eventType: "SegmentRealTimeData",
      eventId: fields.EventId,
      eventTime: "2026-03-01T11:59:58.123456789Z",
      time: new Date("2026-03-01T11:59:58.123Z"),
      appId: fields.AppId,
      version: "2020-12-01",
      eventData: '{"RoomId":"lobby","TaskId":"lobby-1"}',
      data: { RoomId: "lobby", TaskId: "lobby-1" },
      signature: fields.Signature,
    });
  });

  test("has the signature that the service's documents describe, for their sample values", () => {
    const sample = Object.fromEntries(
      ["EventType", "EventData", "EventTime", "EventId", "AppId", "Version", "Nonce"].map((name) => [
        name,
        `${name}Val`,
      ]),
    );
    // Worked out from the documented steps; the digest that the page itself shows belongs to other values.
    const Signature = "7938fac5735d71d8bf383f7587858a7c6d4e7fd214b28fd203335d250b8c6257";
    const body = JSON.stringify({ ...sample, AppId: "AppIDVal", Signature });
    // The sample's time is none: that is looked at only once the signature was found to be right.
    expect(refusal(() => verifyCallback(body, "SecretKeyVal")).message).toContain("EventTime");
    expect(refusal(() => verifyCallback(body, "SecretKeyVaI")).reason).toBe("forged");
  });

  test("is sorted by bytes, where JavaScript sorts otherwise", () => {
    // By code units the emoji comes before the ligature, by bytes behind it.
    expect(
      verify(signedCallback({ EventTime: NOW.toISOString(), AppId: "\u{1f3a4}", EventData: "\ufb01" })),
    ).toMatchObject({
      appId: "\u{1f3a4}",
      data: undefined,
    });
  });

  test("may spell its nonce as the other site does", () => {
    const { Nonce, ...fields } = at(NOW.toISOString());
    expect(verify({ ...fields, Noce: Nonce }).kind).toBe("segment");
    expect(reason({ ...fields, Nonce, Noce: Nonce })).toBe("malformed");
    expect(reason(fields)).toBe("malformed");
  });

  test("of a type that nobody knows stays unknown, with its data", () => {
    const fields = signedCallback({ EventType: "SomethingNew", EventData: "[1, 2", EventTime: NOW.toISOString() });
    expect(verify(fields)).toMatchObject({
      kind: "unknown",
      eventType: "SomethingNew",
      eventData: "[1, 2",
      data: undefined,
    });
  });

  test("may come as bytes, with a time in any of the forms that were seen", () => {
    const times = ["2026-03-01 20:00:00 +08:00", " 2026-03-01T12:00:00Z ", "2026-03-01T12:00:00.123456789Z"];
    for (const time of times) {
      const { time: read } = verifyCallback(Buffer.from(JSON.stringify(at(time))), CALLBACK_SECRET, { now: NOW });
      expect(Math.abs(read.getTime() - NOW.getTime())).toBeLessThan(1_000);
    }
  });
});

describe("the window", () => {
  const yesterday = at("2026-02-28T12:00:00Z");
  const tomorrow = at("2026-03-02T12:00:00Z");

  test("is a day to either side", () => {
    expect(verify(yesterday).kind).toBe("segment");
    expect(verify(tomorrow).kind).toBe("segment");
    expect(reason(at("2026-02-28T11:59:59.999Z"))).toBe("stale");
    expect(reason(at("2026-03-02T12:00:00.001Z"))).toBe("ahead");
  });

  test("can be set", () => {
    expect(reason(yesterday, { maxAge: HOUR })).toBe("stale");
    expect(reason(tomorrow, { maxAge: HOUR })).toBe("ahead");
    expect(verify(at("1999-01-01T00:00:00Z"), { maxAge: Number.POSITIVE_INFINITY }).kind).toBe("segment");
  });

  test("can't be opened by mistake", () => {
    for (const options of [{ maxAge: Number.NaN }, { maxAge: 0 }, { maxAge: -1 }, { now: new Date("soon") }]) {
      expect(() => verify(yesterday, options)).toThrow(/maxAge|now/);
    }
    expect(() => verifyCallback("{}", "")).toThrow(/secret key.*empty/);
  });
});

describe("a body that is no callback", () => {
  const fields = at(NOW.toISOString());
  const { Signature: _, ...unsigned } = fields;

  test.each<[string, unknown, RefusalReason]>([
    ["no JSON", "EventType=SegmentRealTimeData", "malformed"],
    ["nothing", "", "malformed"],
    ["null", "null", "malformed"],
    ["a list", [fields], "malformed"],
    ["no signature", unsigned, "malformed"],
    ["a number for a time", { ...fields, EventTime: 1_772_366_400 }, "malformed"],
    ["data that is no text", { ...fields, EventData: { RoomId: "lobby" } }, "malformed"],
    ["an id that is empty", signedCallback({ EventId: "" }), "malformed"],
    ["half a character", signedCallback({ EventId: "\ud83c" }), "malformed"],
    ["a time that tells no offset", at("2026-03-01T12:00:00"), "malformed"],
    ["a day that isn't in the calendar", at("2026-02-30T12:00:00Z"), "malformed"],
    ["a signature in capitals", { ...fields, Signature: fields.Signature.toUpperCase() }, "forged"],
    ["a signature that is cut off", { ...fields, Signature: fields.Signature.slice(0, 63) }, "forged"],
    ["a signature by another key", signedCallback({}, "another secret"), "forged"],
    ["more than 1 MiB", signedCallback({ EventData: "x".repeat(1024 * 1024) }), "oversized"],
  ])("is refused: %s", (_name, body, expected) => {
    expect(reason(body)).toBe(expected);
  });

  test("is refused when its bytes are no UTF-8, or when it was parsed already", () => {
    const bytes = Buffer.from(JSON.stringify(fields));
    bytes[bytes.indexOf("lobby")] = 0xff;
    expect(refusal(() => verifyCallback(bytes, CALLBACK_SECRET)).reason).toBe("malformed");
    const parsed = fields as unknown as string;
    expect(refusal(() => verifyCallback(parsed, CALLBACK_SECRET)).message).toContain("not parsed JSON");
  });

  test("is refused in words that hold neither the secret nor anything of the body", () => {
    const hostile: Partial<CallbackFields>[] = [
      { EventId: "CANARY", Signature: "CANARY" },
      { EventTime: "CANARY" },
      { EventTime: "1999-01-01T00:00:00Z", EventId: "CANARY" },
    ];
    for (const given of hostile) {
      const { message } = refusal(() => verify(signedCallback(given)));
      expect(message).not.toContain("CANARY");
      expect(message).not.toContain(CALLBACK_SECRET);
    }
  });
});
