import type { z } from "zod";
import { doubtAbout, regionCode } from "../storage/regions";
import { apiSpelling } from "./api-spelling";
import { withoutBlanks } from "./blank";
import type { Diagnostic, Validation } from "./diagnostic";
import { namesAt } from "./fields";
import type { SegmentInputs } from "./inputs";
import { asRecord } from "./record";
import { segmentSchema } from "./schema";
import { suggestion } from "./suggestion";
import { hasUnknown, isUnknown } from "./unknown";

/** Checks all inputs at once. Values that are not known yet, at whatever depth, are taken on trust. */
export function validate(raw: unknown): Validation<SegmentInputs> {
  return inspect(segmentSchema, namesAt, raw);
}

/** Checks against any schema; `keysAt` names the keys an object at a path may have. */
export function inspect<Inputs>(
  schema: z.ZodType<Inputs>,
  keysAt: (path: readonly PropertyKey[]) => string[],
  given: unknown,
): Validation<Inputs> {
  const raw = withoutBlanks(given);
  const result = schema.safeParse(raw);
  const problems = [
    ...misplacedControl(raw),
    ...inApiSpelling(raw, keysAt),
    ...(result.error?.issues ?? [])
      .filter((issue) => !touchesUnknown(raw, issue.path))
      .flatMap((issue) => diagnosticsOf(issue, keysAt)),
  ].filter((diagnostic, at, all) => all.findIndex((other) => other.path === diagnostic.path) === at);
  if (problems.length > 0) return { valid: false, problems };
  return result.success && !hasUnknown(raw) ? { valid: true, inputs: result.data } : { valid: "asFarAsKnown" };
}

/** What is allowed but probably not meant. */
export function warnings(raw: unknown): Diagnostic[] {
  const inputs = asRecord(raw);
  const found: Diagnostic[] = [];
  const redundant = asRecord(inputs.control).redundantDuration;
  if (typeof redundant === "number" && redundant > 0 && redundant < 100) {
    found.push({
      path: "control.redundantDuration",
      message: `${redundant} is ${redundant} milliseconds; the unit is milliseconds, so for ${redundant} s write ${redundant * 1000}`,
    });
  }
  const storage = asRecord(inputs.storageConfig);
  const { vendor, region } = storage;
  if ((vendor === "s3" || vendor === "oss") && (typeof region === "string" || typeof region === "number")) {
    const code = regionCode(vendor, region);
    const doubt = code === undefined ? undefined : doubtAbout(vendor, code);
    if (doubt !== undefined) {
      const message = `${JSON.stringify(region)} ${doubt}; make sure that slices arrive`;
      found.push({ path: "storageConfig.region", message });
    }
  }
  return found;
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

/** The vendor's own sample request nests Control in StorageConfig; the table of the same page has it at the top. */
function misplacedControl(raw: unknown): Diagnostic[] {
  return Object.entries(asRecord(raw))
    .filter(([key]) => /^storageconfig$/i.test(key))
    .flatMap(([key, value]) =>
      Object.keys(asRecord(value))
        .filter((inner) => /^control$/i.test(inner))
        .map((inner) => ({
          path: `${key}.${inner}`,
          message:
            "stands in the wrong place, where the API is not documented to read it; move it up, beside storageConfig, as `control`",
        })),
    );
}

/** Names in the API's spelling, wherever they stand: an object that is not understood as a whole would hide those in it. */
function inApiSpelling(
  value: unknown,
  keysAt: (path: readonly PropertyKey[]) => string[],
  path: readonly PropertyKey[] = [],
): Diagnostic[] {
  // Anything may stand in the triggers.
  if (path[0] === "triggers") return [];
  const known = keysAt(path);
  const holder = path.findLast((key) => typeof key === "string");
  return Object.entries(asRecord(value)).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    const message = apiSpelling(holder, key, inner, known);
    return message === undefined ? inApiSpelling(inner, keysAt, here) : [{ path: formatPath(here), message }];
  });
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

function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}
