import { createHash, randomUUID } from "node:crypto";
import type { Owner } from "../owner";

const MARK_LENGTH = 12;

/**
 * Makes up the prefix of a task whose user gave none, as the API would: a UUID. Half of it is chance, so that an answer
 * that shows it is about this very start; the other half is the mark of the resource, so that it knows a run of its own
 * again when it has lost all memory of it.
 */
export function makePrefix(owner: Owner): string {
  const mark = markOf(owner);
  // A UUID of version 8, whose other digits are free to choose.
  return `${mark.slice(0, 8)}-${mark.slice(8)}-8${randomUUID().slice(15)}`;
}

/** Whether a prefix was made up for a start of this resource. */
export function isPrefixOf(owner: Owner, identifier: string | undefined): boolean {
  if (identifier === undefined) return false;
  const mark = markOf(owner);
  return identifier.startsWith(`${mark.slice(0, 8)}-${mark.slice(8)}-8`) && UUID.test(identifier);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function markOf({ kind, project, stack, parents = "", name }: Owner): string {
  return createHash("sha256")
    .update(JSON.stringify([kind, project, stack, parents, name]))
    .digest("hex")
    .slice(0, MARK_LENGTH);
}
