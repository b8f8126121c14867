import type { Action } from "../../rtc-api/action";
import { advice } from "./errors";

/** A segment action is one of this version; what can be done about its failures is the same for all. */
function segmentAction<const Name extends string, Result>(
  name: Name,
  facts: Omit<Action<Result>, "name" | "version" | "advice">,
): Action<Result> & { readonly name: Name } {
  return { name, version: "2023-11-01", advice, ...facts };
}

const STORAGE_KEYS = ["StorageConfig.CustomConfig.AccessKey", "StorageConfig.CustomConfig.SecretKey"];

/** The shapes bring zod along. */
const answers = () => import("./answers.js");

/**
 * The segment actions of the RTC API: each of its facts stands here, and nowhere else.
 *
 * Sources: the page of each action, its "request rate" line for the calls per second.
 */
export const SEGMENT_ACTIONS = {
  /** https://www.volcengine.com/docs/6348/1188212 */
  start: segmentAction("StartSegment", {
    method: "POST",
    parameters: "body",
    effect: "changes",
    perSecond: 60,
    secrets: { parameters: STORAGE_KEYS },
    result: async () => (await answers()).word,
  }),
  /** https://www.volcengine.com/docs/6348/1188227 */
  get: segmentAction("GetSegmentTask", {
    method: "GET",
    parameters: "query",
    effect: "reads",
    perSecond: 60,
    secrets: { result: STORAGE_KEYS.map((path) => `SegmentTask.${path}`) },
    result: async () => (await answers()).foundTask,
  }),
  /** https://www.volcengine.com/docs/6348/1188222 */
  update: segmentAction("UpdateSegment", {
    method: "POST",
    parameters: "body",
    effect: "changes",
    perSecond: 150,
    secrets: {},
    result: async () => (await answers()).word,
  }),
  /** https://www.volcengine.com/docs/6348/1188221 */
  stop: segmentAction("StopSegment", {
    method: "POST",
    parameters: "body",
    effect: "changes",
    perSecond: 150,
    secrets: {},
    result: async () => (await answers()).word,
  }),
};

export type SegmentActionName = (typeof SEGMENT_ACTIONS)[keyof typeof SEGMENT_ACTIONS]["name"];
