import { isDeepStrictEqual } from "node:util";
import type { Difference } from "../adapter/engine/handlers";
import type { Properties } from "../adapter/engine/properties";
import { isRecord } from "../inputs/record";

/** One line of a diff, as `pulumi preview --diff` shows it. */
export interface Line {
  kind: "add" | "delete" | "update";
  /** It makes another resource take the place of the old one. */
  replaces: boolean;
  /** The old input is compared with the new one; else what the resource really is. */
  inputs: boolean;
}

/**
 * Which lines say what differs, by path.
 *
 * @param whole Inputs of which no parts are shown.
 */
export function detailedDiff(
  { fields, replaces = [] }: Extract<Difference, { changes: true }>,
  oldInputs: Properties,
  news: Properties,
  whole: ReadonlySet<string>,
): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const field of new Set([...fields, ...replaces])) {
    const replacing = replaces.includes(field);
    const [old, next] = [oldInputs[field], news[field]];
    const changes = [...(whole.has(field) ? changeOf(old, next, field) : changesOf(old, next, field))];
    for (const [path, kind] of changes) lines.set(path, { kind, replaces: replacing, inputs: true });
    // What is seen in the resource alone, such as the drift of something that nobody wrote.
    const kind = news[field] === undefined ? "delete" : "update";
    if (changes.length === 0) lines.set(field, { kind, replaces: replacing, inputs: false });
  }
  return lines;
}

function* changeOf(old: unknown, next: unknown, path: string): Generator<[string, Line["kind"]]> {
  if (isDeepStrictEqual(old, next)) return;
  if (old === undefined) yield [path, "add"];
  else yield [path, next === undefined ? "delete" : "update"];
}

function* changesOf(old: unknown, next: unknown, path: string): Generator<[string, Line["kind"]]> {
  if (Array.isArray(old) && Array.isArray(next)) {
    for (let n = 0; n < Math.max(old.length, next.length); n++) yield* changesOf(old[n], next[n], `${path}[${n}]`);
  } else if (isRecord(old) && isRecord(next)) {
    for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
      yield* changesOf(old[name], next[name], `${path}${step(name)}`);
    }
  } else yield* changeOf(old, next, path);
}

function step(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
