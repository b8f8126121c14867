import { createHash, randomBytes, randomUUID } from "node:crypto";

/** The one type of event that tells of slices. @see https://www.volcengine.com/docs/6348/75125 */
export const SEGMENT_EVENT = "SegmentRealTimeData";

/**
 * An event's fields as they are sent, all of them texts.
 *
 * @see https://www.volcengine.com/docs/6348/75124
 */
export type EventFields = Record<
  "EventType" | "EventData" | "EventTime" | "EventId" | "AppId" | "Version" | "Nonce" | "Signature",
  string
>;

/** A finished slice, as far as an event tells of it. */
export interface TaskSlice {
  AppId: string;
  RoomId: string;
  TaskId: string;
  UserId: string;
  StreamType: number;
  /** Unix milliseconds. */
  startTime: number;
  /** Unix milliseconds. */
  endTime: number;
}

const MADE_UP = "by an emulator; what the service writes here is described by no document";

/** The event about a slice, signed. */
export function segmentEvent({ startTime, endTime, ...slice }: TaskSlice, secretKey: string): EventFields {
  const fields = {
    EventType: SEGMENT_EVENT,
    EventData: JSON.stringify({ MadeUp: MADE_UP, ...slice, StartTime: startTime, EndTime: endTime }),
    EventTime: new Date(endTime).toISOString(),
    EventId: randomUUID(),
    AppId: slice.AppId,
    Version: "2020-12-01",
    Nonce: randomBytes(2).toString("hex"),
  };
  return { ...fields, Signature: signatureOf(Object.values(fields), secretKey) };
}

/** @see https://www.volcengine.com/docs/6348/69820 */
function signatureOf(values: readonly string[], secretKey: string): string {
  const sorted = [...values, secretKey].map((value) => Buffer.from(value, "utf8")).sort(Buffer.compare);
  return createHash("sha256").update(Buffer.concat(sorted)).digest("hex");
}
