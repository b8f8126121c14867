import type { LoopAction } from "./bare-loop";

/** Calls per second the API allows an account. */
export const LIMITS: Record<LoopAction, number> = { StartSegment: 60, GetSegmentTask: 60, StopSegment: 150 };
