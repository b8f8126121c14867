import { columns } from "../columns";
import { asRecord } from "../inputs/record";
import { isUnknown } from "../inputs/unknown";
import { isSecret } from "../review/input/secret";
import { MASK, masking } from "../rtc-api/masking";
import { judgementOn } from "../segment/preflight/judgement";
import { checkKey } from "../segment/preflight/request";
import type { ProbeRequest } from "../storage/probe/request";
import { type Judgement, stops, type Verdict } from "../storage/probe/verdict";
import { visible } from "../visible";
import type { BucketCheck } from "./bucket-check";

/** A bucket, and what was found of it; what can't be told of it is null. */
export interface BucketReport {
  type: "tos" | "custom" | null;
  vendor: string | null;
  region: string | number | null;
  bucket: string | null;
  verdict: Verdict;
  detail: string;
  /** The URNs of the resources whose slices go there. */
  tasks: string[];
}

/** Buckets that are looked at at the same time. */
const CONCURRENCY = 8;

/** Looks at each different bucket once. */
export async function reportOn(checks: readonly BucketCheck[]): Promise<BucketReport[]> {
  const bunches = new Map<string, BucketCheck[]>();
  for (const check of checks) {
    const { request, inputs } = check;
    const key = request === undefined ? JSON.stringify(inputs.storageConfig) : checkKey(request);
    bunches.set(key, [...(bunches.get(key) ?? []), check]);
  }
  const { default: map } = await import("p-map");
  return map(bunches.values(), reportOnBunch, { concurrency: CONCURRENCY });
}

async function reportOnBunch(bunch: readonly BucketCheck[]): Promise<BucketReport> {
  const [first] = bunch;
  if (first === undefined) throw new Error("A bunch has a check");
  const judgement: Judgement =
    first.request === undefined ? { verdict: "notKnown", detail: first.problem } : await judgementOn(first.request);
  const secrets = bunch.flatMap((check) => check.secrets);
  return {
    ...placeOf(first, secrets),
    verdict: judgement.verdict,
    detail: masking(secrets)(judgement.detail),
    tasks: bunch.map(({ urn }) => urn).filter((urn) => urn !== ""),
  };
}

function placeOf(
  { request, inputs }: BucketCheck,
  secrets: readonly string[],
): Pick<BucketReport, "type" | "vendor" | "region" | "bucket"> {
  const { type, vendor, region, bucket } = request === undefined ? asRecord(inputs.storageConfig) : wordsFor(request);
  return {
    type: type === "tos" || type === "custom" ? type : null,
    vendor: shown(vendor, secrets),
    region: typeof region === "number" ? region : shown(region, secrets),
    bucket: shown(bucket, secrets),
  };
}

function wordsFor({ platform, region, bucket }: ProbeRequest): Record<string, unknown> {
  return platform === "tos" ? { type: "tos", region, bucket } : { type: "custom", vendor: platform, region, bucket };
}

function shown(value: unknown, secrets: readonly string[]): string | null {
  if (typeof value !== "string" || isUnknown(value) || isSecret(value)) return null;
  return secrets.includes(value) ? MASK : value;
}

/** The exit code: 2 when slices would not arrive somewhere, 1 when that could not be told. */
export function exitCodeOf(reports: readonly BucketReport[]): number {
  if (reports.some(({ verdict }) => stops(verdict))) return 2;
  return reports.every(({ verdict }) => verdict === "good") ? 0 : 1;
}

/** The reports for a terminal or a log. */
export function tableOf(reports: readonly BucketReport[]): string {
  if (reports.length === 0) return "There is no segment task, and so no bucket to look at.\n";
  const rows = reports.map(({ verdict, type, vendor, region, bucket, tasks }) => [
    verdict,
    vendor ?? type ?? "?",
    String(region ?? "?"),
    bucket ?? "?",
    tasks.length === 1 ? "1 resource" : tasks.length === 0 ? "" : `${tasks.length} resources`,
  ]);
  return columns(rows)
    .map((row, at) => `${row}\n    ${visible(reports[at]?.detail ?? "", LONGEST_DETAIL)}\n`)
    .join("");
}

const LONGEST_DETAIL = 1_000;
