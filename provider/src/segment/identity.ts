import { createHash } from "node:crypto";
import { REPLACING_FIELDS } from "./diff";
import type { SegmentField, SegmentInputs } from "./inputs";
import { publicMeaning } from "./meaning";
import { hasUnknown, isUnknown } from "./unknown";

/** Whose task it is: the names that make a resource unique among all programs of an account. */
export interface Owner {
  project: string;
  stack: string;
  name: string;
}

export interface TaskId {
  appId: string;
  roomId: string;
  taskId: string;
}

const ID_LIMIT = 128;
const HASH_LENGTH = 12;
const HASHED_FIELDS = REPLACING_FIELDS.filter((field) => field !== "taskId");

/**
 * The task id of a resource whose user gave none: its name and a hash of its owner and of everything that forces a
 * replacement. So it is the same again after a crash, and another one for a replacement. Credentials are left out.
 */
export function deriveTaskId(owner: Owner, inputs: Omit<SegmentInputs, "taskId">): string {
  const values = inputs as Partial<SegmentInputs>;
  const parts = HASHED_FIELDS.map((field) => publicMeaning(field, values[field]));
  const hash = createHash("sha256")
    .update(JSON.stringify([owner.project, owner.stack, owner.name, ...parts]))
    .digest("hex");
  const name = owner.name.replace(/[^a-zA-Z0-9_@\-.]/g, "-").slice(0, ID_LIMIT - HASH_LENGTH - 1);
  return `${name}-${hash.slice(0, HASH_LENGTH)}`;
}

/**
 * Whether a task keeps its id although none is given: nothing changed that a derived one depends on. So a resource can be
 * renamed, or moved to another stack, while its task runs on.
 */
export function keepsTaskId(
  old: Partial<Record<SegmentField, unknown>>,
  next: Partial<Record<SegmentField, unknown>>,
): boolean {
  return HASHED_FIELDS.every((field) => publicMeaning(field, old[field]) === publicMeaning(field, next[field]));
}

/** Whether all that a derived task id depends on is known. */
export function isDerivable(inputs: Partial<Record<SegmentField, unknown>>): boolean {
  const { credentials: _, ...storage } = (inputs.storageConfig ?? {}) as { credentials?: unknown };
  return HASHED_FIELDS.every(
    (field) =>
      !hasUnknown(inputs[field]) || (field === "storageConfig" && !isUnknown(inputs[field]) && !hasUnknown(storage)),
  );
}

/** `<appId>/<roomId>/<taskId>`; none of the three can contain a slash. */
export function resourceId({ appId, roomId, taskId }: TaskId): string {
  return `${appId}/${roomId}/${taskId}`;
}

export function parseResourceId(id: string): TaskId {
  const parts = id.split("/");
  const [appId, roomId, taskId] = parts;
  if (parts.length !== 3 || !appId || !roomId || !taskId) {
    throw new Error(`"${id}" is not the id of a segment task; use "<appId>/<roomId>/<taskId>"`);
  }
  return { appId, roomId, taskId };
}
