import { ACTIONS as CALLBACK_ACTIONS } from "../callback/actions";
import { ACTIONS as SEGMENT_ACTIONS } from "../segment/actions";

export const ACTIONS = { ...SEGMENT_ACTIONS, ...CALLBACK_ACTIONS };

/**
 * An action of the API.
 * @useDeclaredType
 */
export type Action = keyof typeof ACTIONS;

export const ACTION_NAMES = Object.keys(ACTIONS) as [Action, ...Action[]];

export function forEachAction<Value>(make: (action: Action) => Value): Record<Action, Value> {
  return Object.fromEntries(ACTION_NAMES.map((action) => [action, make(action)])) as Record<Action, Value>;
}
