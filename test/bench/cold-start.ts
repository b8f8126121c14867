import type { Workspace } from "./workspace";

export interface ColdStartSample {
  milliseconds: number;
  /** Processor time of the same, in milliseconds. */
  processor: number;
  /** Milliseconds that the first operation takes to load zod. */
  zod: number;
  /** Of all that was loaded. */
  bytes: number;
}

/** Loads the package in a process that already is a dynamic provider. */
export function measureColdStart(workspace: Workspace): Promise<ColdStartSample> {
  return workspace.json<ColdStartSample>("cold-start.js");
}
