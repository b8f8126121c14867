import { createHash } from "node:crypto";

export const CALLBACK_SECRET = "the-secret-of-the-callback";

/** A callback's fields as the service would send them, written from its documents and not from the code under test. */
export type CallbackFields = Record<
  "EventType" | "EventData" | "EventTime" | "EventId" | "AppId" | "Version" | "Nonce" | "Signature",
  string
>;

/** A signed callback; what is not given is made up. */
export function signedCallback(given: Partial<CallbackFields> = {}, secretKey = CALLBACK_SECRET): CallbackFields {
  const fields = {
    EventType: "SegmentRealTimeData",
    EventData: '{"RoomId":"lobby","TaskId":"lobby-1"}',
    EventTime: new Date().toISOString(),
    EventId: "event-1",
    AppId: "661e2f8a9c1d4b0012a543cf",
    Version: "2020-12-01",
    Nonce: "ab12",
    ...given,
  };
  return { ...fields, Signature: given.Signature ?? signature(Object.values(fields), secretKey) };
}

function signature(values: string[], secretKey: string): string {
  const hexes = [...values, secretKey].map((value) => Buffer.from(value).toString("hex")).sort();
  return createHash("sha256")
    .update(Buffer.from(hexes.join(""), "hex"))
    .digest("hex");
}
