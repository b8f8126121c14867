import { APP, program, S3 } from "#test/e2e/support/program";
import type { Boundary } from "./crash";

const before = (action: Boundary["action"]): Boundary => ({ action, when: "before" });
const after = (action: Boundary["action"]): Boundary => ({ action, when: "after" });

const START = [before("StartSegment"), after("StartSegment"), before("GetSegmentTask")];
const UPDATE = [before("UpdateSegment"), after("UpdateSegment")];
const STOP = [before("StopSegment"), after("StopSegment")];

/** Every call boundary of every operation. */
export const BOUNDARIES = {
  create: START,
  update: UPDATE,
  "replace with an overlap": [...START, ...STOP],
  "replace with a gap": [...STOP, ...START],
  refresh: [before("GetSegmentTask")],
  destroy: STOP,
} as const satisfies Record<string, readonly Boundary[]>;

export type CrashedOperation = keyof typeof BOUNDARIES;

/** A kind of resource, as programs that change with each step. */
export interface CrashSubject {
  name: string;
  /** Where the resource has an identifier, old and new task may not run at once. */
  declare: (settings: { duration: number; maxIdleTime: number; identifier?: string }) => string;
  rooms: string[];
}

export const TASK: CrashSubject = {
  name: "a task",
  declare: (settings) =>
    program(
      `new SegmentTask("lobby", ${JSON.stringify({ appId: APP, roomId: "lobby", storageConfig: S3, ...settings })});`,
    ),
  rooms: ["lobby"],
};

export const GROUP: CrashSubject = {
  name: "a group",
  declare: (settings) =>
    program(`
const { SegmentTaskGroup } = require("pulumi-volcengine-rtc");
new SegmentTaskGroup("fleet", ${JSON.stringify({ appId: APP, rooms: ["lobby", "stage", "yard"], storageConfig: S3, ...settings })});`),
  rooms: ["lobby", "stage", "yard"],
};
