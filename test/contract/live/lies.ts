import { field } from "#test/live/answer";
import type { Lie, LiedAbout, Told } from "./lying-proxy";

const WRONG = "Wrong";

/** A lie about calls of an action for the task of that name, from the nth on. */
function about(action: string, task: string, change: (answer: Told, call: LiedAbout) => void, from = 1): Lie {
  return (call, answer) => {
    if (call.action === action && call.taskId.endsWith(`-${task}`) && call.nth >= from) change(answer, call);
  };
}

/** Reads of a task show something else in one of its fields. */
function shows(task: string, name: string, value: unknown): Lie {
  return about("GetSegmentTask", task, ({ envelope }) => {
    const told = field(envelope.Result, "SegmentTask");
    if (told !== undefined) Object.assign(told as object, { [name]: value });
  });
}

function refused(action: string, task: string, from = 1): Lie {
  return about(action, task, refuse, from);
}

function refuse(answer: Told): void {
  answer.status = 400;
  delete answer.envelope.Result;
  answer.envelope.ResponseMetadata.Error = { Code: WRONG, Message: WRONG };
}

function accepted(action: string, task: string, from = 1): Lie {
  return about(action, task, accept, from);
}

function accept(answer: Told): void {
  answer.status = 200;
  answer.envelope.Result = "ok";
  delete answer.envelope.ResponseMetadata.Error;
}

/** The nth read of a task finds none. */
function late(task: string, read: number): Lie {
  return about("GetSegmentTask", task, (answer, { nth }) => {
    if (nth === read) refuse(answer);
  });
}

function codeIs(code: string): Lie {
  return (_, { envelope }) => {
    const error = envelope.ResponseMetadata.Error;
    if (field(error, "Code") === code) Object.assign(error as object, { Code: WRONG });
  };
}

/** The start of a check of refused settings answers ok. Its task is named after the check, and may be spoilt by a suffix. */
function acceptedStart(name: string): Lie {
  return (call, answer) => {
    if (call.action === "StartSegment" && call.taskId.replace(/ 2$/, "").endsWith(`-${name}`)) accept(answer);
  };
}

const showsKeys = (change: object) =>
  about("GetSegmentTask", "custom", ({ envelope }) => {
    const keys = field(envelope.Result, "SegmentTask", "StorageConfig", "CustomConfig");
    if (keys !== undefined) Object.assign(keys as object, change);
  });

/** For each check that is not about a refused start, an answer of the API that must make it fail. */
const OTHER: Record<string, Lie> = {
  start: about("StartSegment", "least", ({ envelope }) => Object.assign(envelope, { Result: WRONG })),
  "start-shows": late("least", 1),
  "status-running": shows("least", "Status", 1),
  "start-time": shows("least", "StartTime", 1_700_000_000),
  "end-time-running": shows("least", "EndTime", undefined),
  "stop-reason-running": shows("least", "StopReason", undefined),
  "identifier-made-up": shows("least", "Identifier", ""),
  "default-max-idle-time": shows("least", "MaxIdleTime", 600),
  "default-duration": shows("least", "Duration", undefined),
  "default-handle": shows("least", "Handle", false),
  "default-control": shows("least", "Control", undefined),
  "default-target-streams": shows("least", "TargetStreams", null),
  "default-storage-type": shows("least", "StorageConfig", {}),
  "given-MaxIdleTime": shows("given", "MaxIdleTime", 60),
  "given-Duration": shows("given", "Duration", 20),
  "given-Handle": shows("given", "Handle", true),
  "given-Identifier": shows("given", "Identifier", "live"),
  "given-Control": shows("given", "Control", { Align: true }),
  "given-StorageConfig": shows("given", "StorageConfig", { Type: 0 }),
  "given-target-streams": shows("given", "TargetStreams", { StreamList: [{ UserId: "a" }, { UserId: "b" }] }),
  fields: shows("given", "Another", 1),
  duplicate: about("StartSegment", "again", ({ envelope }, { nth }) => {
    if (nth === 2) envelope.Result = "The task has been started";
  }),
  "duplicate-understood": about("StartSegment", "again", ({ envelope }, { nth }) => {
    if (nth === 3) envelope.Result = "Started.";
  }),
  "duplicate-applies-nothing": shows("again", "Duration", 41),
  anew: refused("StartSegment", "again", 4),
  "anew-shows": shows("again", "StartTime", 1_700_000_000_000),
  update: about("UpdateSegment", "update", ({ envelope }) => Object.assign(envelope, { Result: "" })),
  "update-shows": late("update", 2),
  "update-applies": shows("update", "Handle", true),
  "update-keeps-run": about("GetSegmentTask", "update", ({ envelope }, { nth }) => {
    const told = field(envelope.Result, "SegmentTask");
    if (nth > 1) Object.assign(told as object, { StartTime: 1_700_000_000_000 });
  }),
  "update-omitted-handle": shows("update", "Handle", false),
  "update-omitted-identifier": shows("update", "Identifier", "reset"),
  "update-omitted-duration": about("GetSegmentTask", "update", ({ envelope }) => {
    const told = field(envelope.Result, "SegmentTask");
    if (field(told, "Duration") === 20) Object.assign(told as object, { Duration: 51 });
  }),
  "update-null": refused("UpdateSegment", "update", 4),
  "update-null-handle": shows("update", "Handle", false),
  stop: about("StopSegment", "stop", ({ envelope }) => Object.assign(envelope, { Result: "" })),
  "stop-shows": late("stop", 2),
  "status-ended": shows("stop", "Status", 2),
  "stop-reason": shows("stop", "StopReason", "UnknownStopReason"),
  "end-time": shows("stop", "EndTime", 1_700_000_000),
  "ended-keeps": shows("stop", "Identifier", ""),
  "stop-again": accepted("StopSegment", "stop", 2),
  "update-ended": accepted("UpdateSegment", "stop"),
  "idle-reason": shows("idle", "StopReason", "UnknownStopReason"),
  "idle-time": shows("idle", "StartTime", 1_700_000_000_000),
  "unknown-get": accepted("GetSegmentTask", "unknown"),
  "unknown-update": accepted("UpdateSegment", "unknown"),
  "unknown-stop": accepted("StopSegment", "unknown"),
  "unknown-room": (call, answer) => {
    if (String(call.asked.RoomId).endsWith("-2")) accept(answer);
  },
  "unknown-app": (call, answer) => {
    if (call.asked.AppId === "000000000000000000000000") refuse(answer);
  },
  "null-fields": refused("StartSegment", "nulls"),
  "null-is-omission": shows("nulls", "Duration", 0),
  "unknown-fields": refused("StartSegment", "unknown-fields"),
  "nested-control": shows("unknown-fields", "Control", { Align: true }),
  "other-storage": shows("unknown-fields", "StorageConfig", { CustomConfig: {} }),
  "missing-bucket": refused("StartSegment", "no-bucket"),
  "wrong-keys": refused("StartSegment", "no-keys"),
  "shown-AccessKey": showsKeys({ AccessKey: "****" }),
  "shown-SecretKey": showsKeys({ SecretKey: "" }),
  "shown-vendor": showsKeys({ Vendor: 4 }),
  region: (_, { envelope }) => Object.assign(envelope.ResponseMetadata, { Region: "us-east-1" }),
  "wrong-secret-key": codeIs("SignatureDoesNotMatch"),
  "wrong-access-key": codeIs("InvalidAccessKey"),
  "no-signature": codeIs("MissingAuthenticationToken"),
  "no-action": codeIs("InvalidActionOrVersion"),
  "wrong-method": codeIs("MethodNotAllowed"),
};

/** The lie that a check must see through. Starts with settings that no task may have are lied about in one way: "ok". */
export function lieFor(check: string, isRefusedStart: boolean): Lie | undefined {
  return isRefusedStart ? acceptedStart(check) : OTHER[check];
}
