import type { Workspace } from "./workspace";

export interface ColdStartSample {
  milliseconds: number;
  /** The part of it that goes into loading zod. */
  zod: number;
  /** Processor time in milliseconds. */
  processor: number;
  bytes: number;
}

/** Loads the package in a process that already is a dynamic provider. */
export function measureColdStart(workspace: Workspace): Promise<ColdStartSample> {
  return workspace.json<ColdStartSample>("cold-start.js");
}
