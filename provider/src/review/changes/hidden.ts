import { asRecord } from "../../inputs/record";
import { SEGMENT_FIELDS } from "../../segment/fields";
import type { SegmentField } from "../../segment/inputs";
import { hasSecret, isSecret, SECRET } from "../input/secret";
import type { Step } from "../input/step";
import type { Settings } from "./settings";

/** What hidden changes are about that are none of a single field: all settings of a room, or which rooms there are. */
const WHOLES = ["settings", "rooms"];

/**
 * What changes in a task though its values are hidden: only the engine can tell, and does so by paths. They begin with the
 * field, such as `storageConfig.bucket`.
 *
 * @param room The room, for a task of a group: it may have settings of its own.
 */
export function hiddenChanges(step: Step, before: Settings, after: Settings, room: string | undefined): string[] {
  return Object.keys(step.detailedDiff ?? {})
    .map(pathParts)
    .flatMap((path) => (room === undefined ? [path] : pathInRoom(step, path, room)))
    .filter(([first = ""]) => WHOLES.includes(first) || isSegmentField(first))
    .filter((path) => WHOLES.includes(path[0] ?? "") || isHiddenAt(path, before, after))
    .map((path) => path.join("."));
}

export function isSegmentField(field: string | undefined): field is SegmentField {
  return SEGMENT_FIELDS.some((known) => known === field);
}

/** The field a path is about; none where it is about more than one. */
export function fieldOf(path: string): SegmentField | undefined {
  const [field] = path.split(".");
  return isSegmentField(field) ? field : undefined;
}

/** The key under which all rooms of a group stand, where they can't be seen. */
export const HIDDEN_ROOMS = "";

/** Both values with the mark of a secret wherever either has it, so that only what is seen gets compared. */
export function veiled<Value>(one: Value, other: Value): [Value, Value] {
  return veil(one, other) as [Value, Value];
}

function veil(one: unknown, other: unknown): [unknown, unknown] {
  if (isSecret(one) || isSecret(other)) return [SECRET, SECRET];
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    const pairs = one.map((item, at) => veil(item, other[at]));
    return [pairs.map(([item]) => item), pairs.map(([, item]) => item)];
  }
  if (!isObject(one) || !isObject(other) || Array.isArray(one) || Array.isArray(other)) return [one, other];
  const pairs = [...new Set([...Object.keys(one), ...Object.keys(other)])].map(
    (key) => [key, veil(one[key], other[key])] as const,
  );
  const side = (at: 0 | 1) =>
    Object.fromEntries(pairs.map(([key, pair]) => [key, pair[at]] as const).filter(([, value]) => value !== undefined));
  return [side(0), side(1)];
}

/** The parts of a path as the engine writes it, such as `rooms["room.1"].targetStreams[0].userId`. */
function pathParts(path: string): string[] {
  return [...path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, word]) =>
    String(quoted ?? index ?? word),
  );
}

/** The path in one room's task of what changes in its group; none when that leaves the room alone. */
function pathInRoom({ oldState, newState }: Step, path: string[], room: string): string[][] {
  const [first = "", name, ...rest] = path;
  if (first === "rooms" && name === undefined) return room === HIDDEN_ROOMS ? [path] : [];
  if (first === "rooms") return name === room ? [rest.length === 0 ? ["settings"] : rest] : [];
  const hasOwn = [oldState?.outputs, newState?.inputs].every((properties) =>
    Object.hasOwn(asRecord(asRecord(asRecord(properties).rooms)[room]), first),
  );
  return hasOwn ? [] : [path];
}

function isHiddenAt(path: readonly string[], before: unknown, after: unknown): boolean {
  if (isSecret(before) || isSecret(after)) return true;
  const [first, ...rest] = path;
  if (first === undefined) return hasSecret(before) || hasSecret(after);
  const inside = (value: unknown) => (isObject(value) ? value[first] : undefined);
  return isHiddenAt(rest, inside(before), inside(after));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
