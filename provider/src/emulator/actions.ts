/**
 * The actions of audio segment tasks in version 2023-11-01: their HTTP method, the calls per second that their pages
 * allow an account, and whether they change tasks or only read them.
 *
 * @see https://www.volcengine.com/docs/6348/1188212 StartSegment
 * @see https://www.volcengine.com/docs/6348/1188227 GetSegmentTask
 * @see https://www.volcengine.com/docs/6348/1188222 UpdateSegment
 * @see https://www.volcengine.com/docs/6348/1188221 StopSegment
 */
export const ACTIONS = {
  StartSegment: { method: "POST", perSecond: 60, effect: "changes" },
  GetSegmentTask: { method: "GET", perSecond: 60, effect: "reads" },
  UpdateSegment: { method: "POST", perSecond: 150, effect: "changes" },
  StopSegment: { method: "POST", perSecond: 150, effect: "changes" },
} as const satisfies Record<string, { method: "GET" | "POST"; perSecond: number; effect: "changes" | "reads" }>;

export const API_VERSION = "2023-11-01";

/**
 * An action of the API.
 * @useDeclaredType
 */
export type Action = keyof typeof ACTIONS;

/** The actions that change tasks. */
export type Change = { [Name in Action]: (typeof ACTIONS)[Name]["effect"] extends "changes" ? Name : never }[Action];

export const ACTION_NAMES = Object.keys(ACTIONS) as [Action, ...Action[]];

export function isAction(name: string): name is Action {
  return Object.hasOwn(ACTIONS, name);
}

export function isChange(action: Action): action is Change {
  return ACTIONS[action].effect === "changes";
}

export function forEachAction<Value>(make: (action: Action) => Value): Record<Action, Value> {
  return Object.fromEntries(ACTION_NAMES.map((action) => [action, make(action)])) as Record<Action, Value>;
}
