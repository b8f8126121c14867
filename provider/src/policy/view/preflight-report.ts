import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { CheckedBucket } from "./policy-context";
import { startFolder } from "./project-files";

const known = new Map<string, readonly CheckedBucket[] | Error>();

/**
 * The buckets in a report of `volcengine-rtc preflight --json`, read once per process.
 *
 * @param file Relative to where Pulumi was started.
 * @throws when there is no such report.
 */
export function checkedBuckets(file: string): readonly CheckedBucket[] {
  const path = resolve(startFolder(), file);
  const buckets = known.get(path) ?? readReport(path);
  known.set(path, buckets);
  if (buckets instanceof Error) throw buckets;
  return buckets;
}

function readReport(path: string): readonly CheckedBucket[] | Error {
  try {
    const { buckets } = JSON.parse(readFileSync(path, "utf8")) as { buckets?: unknown };
    if (Array.isArray(buckets) && buckets.every(isChecked)) return buckets;
    return new Error("it is no such report");
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function isChecked(value: unknown): value is CheckedBucket {
  const { verdict, detail, tasks } = (value ?? {}) as Record<string, unknown>;
  return typeof verdict === "string" && typeof detail === "string" && Array.isArray(tasks);
}
