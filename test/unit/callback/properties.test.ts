import fc from "fast-check";
import { expect, test } from "vitest";
import { CallbackRefused, verifyCallback } from "#callback/index";
import { CALLBACK_SECRET, type CallbackFields, signedCallback } from "#test/support/signed-callback";

const RUNS = { numRuns: 500 };
const NOW = new Date("2026-03-01T12:00:00Z");
const DAY_MS = 24 * 60 * 60 * 1000;

const text = fc.string({ unit: "binary", maxLength: 40 });
const name = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });
const genuine = fc
  .record({
    EventType: fc.oneof(fc.constant("SegmentRealTimeData"), name),
    EventData: fc.oneof(fc.json(), text),
    EventTime: fc.integer({ min: -DAY_MS, max: DAY_MS }).map((by) => new Date(NOW.getTime() + by).toISOString()),
    EventId: name,
    AppId: text,
    Version: text,
    Nonce: text,
  })
  .map((fields) => signedCallback(fields));
const FIELDS = Object.keys(signedCallback()) as (keyof CallbackFields)[];

/** The reason of the refusal, or "taken"; anything else that is thrown is a defect. */
function outcome(body: string | Buffer): string {
  try {
    verifyCallback(body, CALLBACK_SECRET, { now: NOW });
    return "taken";
  } catch (error) {
    if (error instanceof CallbackRefused) return error.reason;
    throw error;
  }
}

test("whatever the service signs within the window is taken, with its values unchanged", () => {
  fc.assert(
    fc.property(genuine, (fields) => {
      const event = verifyCallback(JSON.stringify(fields), CALLBACK_SECRET, { now: NOW });
      expect([event.eventType, event.eventData, event.eventId, event.appId, event.version, event.eventTime]).toEqual([
        fields.EventType,
        fields.EventData,
        fields.EventId,
        fields.AppId,
        fields.Version,
        fields.EventTime,
      ]);
    }),
    RUNS,
  );
});

test("whatever value of a genuine callback is changed, it is not taken", () => {
  fc.assert(
    fc.property(genuine, fc.constantFrom(...FIELDS), text, (fields, field, value) => {
      fc.pre(fields[field] !== value);
      expect(outcome(JSON.stringify({ ...fields, [field]: value }))).toMatch(/^(forged|malformed)$/);
    }),
    RUNS,
  );
});

test("what was signed with another key is not taken", () => {
  fc.assert(
    fc.property(genuine, name, ({ Signature: _, ...fields }, key) => {
      fc.pre(key !== CALLBACK_SECRET);
      expect(outcome(JSON.stringify(signedCallback(fields, key)))).toBe("forged");
    }),
    RUNS,
  );
});

test("what lies outside the window is not taken, however well it is signed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 * DAY_MS }), fc.boolean(), (by, past) => {
      const time = new Date(NOW.getTime() + (past ? -1 : 1) * (DAY_MS + by));
      expect(outcome(JSON.stringify(signedCallback({ EventTime: time.toISOString() })))).toBe(past ? "stale" : "ahead");
    }),
    RUNS,
  );
});

test("whatever else arrives is refused with a reason", () => {
  const cut = fc.tuple(genuine, fc.nat()).map(([fields, at]) => {
    const body = JSON.stringify(fields);
    return body.slice(0, at % body.length);
  });
  const retyped = fc.tuple(genuine, fc.constantFrom(...FIELDS), fc.jsonValue()).map(([fields, field, value]) => {
    return JSON.stringify({ ...fields, [field]: typeof value === "string" ? null : value });
  });
  const deep = fc.nat({ max: 100_000 }).map((depth) => "[".repeat(depth));
  const bytes = fc.uint8Array({ maxLength: 2_000 }).map((array) => Buffer.from(array));
  fc.assert(
    fc.property(fc.oneof(cut, retyped, fc.json(), text, bytes, deep), (body) => {
      expect(outcome(body)).toBe("malformed");
    }),
    RUNS,
  );
});
