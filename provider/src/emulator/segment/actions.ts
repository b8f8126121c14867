import type { ActionFacts } from "../gateway/actions";

/**
 * The actions of audio segment tasks: how their pages say they are called, and the calls per second that these allow an
 * account.
 *
 * @see https://www.volcengine.com/docs/6348/1188212 StartSegment
 * @see https://www.volcengine.com/docs/6348/1188227 GetSegmentTask
 * @see https://www.volcengine.com/docs/6348/1188222 UpdateSegment
 * @see https://www.volcengine.com/docs/6348/1188221 StopSegment
 */
export const ACTIONS = {
  StartSegment: { version: "2023-11-01", method: "POST", perSecond: 60, ownFault: "start-fails" },
  GetSegmentTask: { version: "2023-11-01", method: "GET", perSecond: 60 },
  UpdateSegment: { version: "2023-11-01", method: "POST", perSecond: 150 },
  StopSegment: { version: "2023-11-01", method: "POST", perSecond: 150 },
} as const satisfies Record<string, ActionFacts & { perSecond: number }>;
