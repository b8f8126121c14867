import { createHash } from "node:crypto";
import { hasUnknown } from "../inputs/unknown";
import { UserError } from "../user-error";
import { REPLACING_FIELDS } from "./fields";
import type { SegmentField, SegmentInputs } from "./inputs";
import { publicMeaning, withoutSecrets } from "./meaning";
import type { Owner } from "./owner";

/** What tells one task from all others. */
export interface TaskId {
  /** The id of the RTC application. */
  appId: string;
  /** The room whose audio is sliced. */
  roomId: string;
  /** The id of the task, unique in its room. */
  taskId: string;
}

const ID_LIMIT = 128;
const HASH_LENGTH = 12;
const HASHED_FIELDS = REPLACING_FIELDS.filter((field) => field !== "taskId");

/**
 * The task id of a resource whose user gave none: its name and a hash of its owner and of everything that forces a
 * replacement. So it is the same again after a crash, and another one for a replacement. Credentials are left out.
 *
 * @param isTaken Whether another resource holds an id; then the next one in a row is used.
 */
export function deriveTaskId(
  owner: Owner,
  inputs: Omit<SegmentInputs, "taskId">,
  isTaken: (taskId: string) => boolean = () => false,
): string {
  const values = inputs as Partial<SegmentInputs>;
  const parts = HASHED_FIELDS.map((field) => publicMeaning(field, values[field]));
  const { kind, project, stack, parents, name } = owner;
  // Ids made before groups and components counted must come out the same.
  const more = kind === "task" && parents === undefined ? [] : [{ kind, parents }];
  const hash = createHash("sha256")
    .update(JSON.stringify([project, stack, name, ...parts, ...more]))
    .digest("hex");
  const readable = name.replace(/[^a-zA-Z0-9_@\-.]/g, "-").slice(0, ID_LIMIT - HASH_LENGTH - SUFFIX_LIMIT - 1);
  const first = `${readable}-${hash.slice(0, HASH_LENGTH)}`;
  let id = first;
  for (let turn = 2; isTaken(id); turn++) id = `${first}-${turn}`;
  return id;
}

/** Room for `-2` and so on, where the first id is taken. */
const SUFFIX_LIMIT = 6;

/** Whether a task's id is one that can be derived for this owner, so that no one else can have made it up. */
export function isDerivedId(owner: Owner, inputs: Omit<SegmentInputs, "taskId"> & { taskId: string }): boolean {
  const first = deriveTaskId(owner, inputs);
  const { taskId } = inputs;
  return taskId === first || (taskId.startsWith(`${first}-`) && /^\d+$/.test(taskId.slice(first.length + 1)));
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
  return HASHED_FIELDS.every((field) => !hasUnknown(withoutSecrets(field, inputs[field])));
}

/** `<appId>/<roomId>/<taskId>`; none of the three can contain a slash. */
export function resourceId({ appId, roomId, taskId }: TaskId): string {
  return `${appId}/${roomId}/${taskId}`;
}

export function parseResourceId(id: string): TaskId {
  const parts = id.split("/");
  const [appId, roomId, taskId] = parts;
  if (parts.length !== 3 || !appId || !roomId || !taskId) {
    throw new UserError(`"${id}" is not the id of a segment task; use "<appId>/<roomId>/<taskId>"`);
  }
  return { appId, roomId, taskId };
}
