import type { ResolvedSegment } from "./resolve";
import type { SegmentInputs } from "./schema";

/**
 * Which inputs the user wrote is not kept by the engine beside the outputs, but a refresh must give back those and no
 * others. So the outputs remember, by name only, what was left to its default.
 */
const OPTIONAL_PATHS = [
  "identifier",
  "maxIdleTime",
  "duration",
  "handle",
  "targetStreams",
  "storageConfig.region",
  "control",
  "control.align",
  "control.mixed",
  "control.ignoreSilence",
  "control.redundantDuration",
  "adopt",
  "whenEnded",
];

/** The paths left to their defaults, separated by spaces. */
export function unsetPaths(inputs: SegmentInputs): string {
  const fields = inputs as unknown as Record<string, Record<string, unknown> | undefined>;
  return OPTIONAL_PATHS.filter((path) => {
    const [field = "", inner] = path.split(".");
    const value = fields[field];
    return inner === undefined ? value === undefined : value !== undefined && value[inner] === undefined;
  }).join(" ");
}

/** What the user had written, with the values a task has now. */
export function writtenInputs(segment: ResolvedSegment, unset: string): SegmentInputs {
  const inputs = structuredClone(segment) as unknown as Record<string, Record<string, unknown> | undefined>;
  for (const path of unset.split(" ")) {
    const [field = "", inner] = path.split(".");
    if (inner === undefined) delete inputs[field];
    else delete inputs[field]?.[inner];
  }
  return inputs as unknown as SegmentInputs;
}
