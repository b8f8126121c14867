import { isUnknown } from "../../inputs/unknown";
import type { SegmentField } from "../../segment/inputs";
import { isOver, type TaskStatus } from "../../segment/status";
import { isSecret } from "../input/secret";

/** The settings of one task as a preview shows them: any value, at any depth, may be unknown or hidden. */
export type Settings = Partial<Record<SegmentField, unknown>> & { status?: TaskStatus; stopReason?: string };

/** Whether a value is there and plain to see. */
export function isKnown(value: unknown): boolean {
  return value !== undefined && value !== "" && !isUnknown(value) && !isSecret(value);
}

/** Whether a task was seen to have come to its end. */
export function hasEnded(settings: Settings | undefined): boolean {
  return settings !== undefined && isOver(settings);
}
