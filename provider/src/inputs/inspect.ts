import type { z } from "zod";
import type { Diagnostic, Validation } from "./diagnostic";
import { asRecord } from "./record";
import { suggestion } from "./suggestion";
import { hasUnknown, isUnknown } from "./unknown";

/** What is to know of the inputs of a kind of resource beside their schema. */
export interface Kind<Inputs> {
  schema: z.ZodType<Inputs>;
  /** Names the keys an object at a path may have. */
  keysAt: (path: readonly PropertyKey[]) => string[];
  /** Finds what no schema can, and is told before what the schema finds at the same place. */
  also: (raw: unknown) => Diagnostic[];
}

/** Checks all inputs of a resource at once. Values that are not known yet, at whatever depth, are taken on trust. */
export function inspect<Inputs>({ schema, keysAt, also }: Kind<Inputs>, raw: unknown): Validation<Inputs> {
  const result = schema.safeParse(raw);
  const problems = [
    ...also(raw),
    ...(result.error?.issues ?? [])
      .filter((issue) => !touchesUnknown(raw, issue.path))
      .flatMap((issue) => diagnosticsOf(issue, keysAt)),
  ].filter((diagnostic, at, all) => all.findIndex((other) => other.path === diagnostic.path) === at);
  if (problems.length > 0) return { valid: false, problems };
  return result.success && !hasUnknown(raw) ? { valid: true, inputs: result.data } : { valid: "asFarAsKnown" };
}

function diagnosticsOf(issue: z.core.$ZodIssue, keysAt: (path: readonly PropertyKey[]) => string[]): Diagnostic[] {
  if (issue.code === "invalid_key") {
    return [{ path: formatPath(issue.path), message: issue.issues[0]?.message ?? issue.message }];
  }
  if (issue.code !== "unrecognized_keys") return [{ path: formatPath(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({
    path: formatPath([...issue.path, key]),
    message: `is not an argument; ${suggestion(key, keysAt(issue.path)) ?? `known are ${keysAt(issue.path).join(", ")}`}`,
  }));
}

function touchesUnknown(raw: unknown, path: readonly PropertyKey[]): boolean {
  let value = raw;
  for (const key of path) {
    if (isUnknown(value)) return true;
    value = asRecord(value)[key];
  }
  // A list's own rules (length, unique indexes) can still be judged while an item is unknown.
  return isUnknown(value);
}

/** A path as messages show it, such as `targetStreams[2].userId`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}
