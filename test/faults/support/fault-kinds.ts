import type { FaultCalls, FaultKind } from "#emulator/index";
import type { SegmentActionName } from "#segment/api/actions";

/** Every way in which a call may go wrong, by what a test says of it. */
export const FAULT_KINDS = {
  "is cut before it is read": { type: "refuse" },
  "is reset before it is applied": { type: "reset", when: "before" },
  "is reset after it is applied": { type: "reset", when: "after" },
  "times out before it is applied": { type: "hang", when: "before" },
  "times out after it is applied": { type: "hang", when: "after" },
  "is answered with HTTP 500 before it is applied": { type: "status", status: 500 },
  "is answered with HTTP 500 after it is applied": { type: "status", status: 500, when: "after" },
  "is answered with a 502 page": { type: "status", status: 502, body: "<html><h1>Bad Gateway</h1></html>" },
  "is answered with a 502 page after it is applied": { type: "status", status: 502, when: "after" },
  "is answered with a bare 429": { type: "status", status: 429, body: "" },
  "is over the limit": { type: "error", status: 429, code: "FlowLimitExceeded.QPSOverLimit" },
  "is refused by the service": { type: "error", status: 400, code: "AccessDenied.ServiceNotEnabled" },
  "breaks down inside the service": { type: "error", status: 500, code: "InternalError.Unknown" },
  "is answered with half the JSON": { type: "truncate" },
  "is answered with half the JSON and not applied": { type: "truncate", when: "before" },
  "is answered with nothing": { type: "empty" },
  "is answered under a wrong content type": { type: "content-type", contentType: "text/html" },
  "is answered with a proxy's page as HTTP 200": { type: "status", status: 200, body: "<html>Please log in</html>" },
  "is signed by a wrong clock": { type: "error", status: 400, code: "InvalidTimestamp", codeN: 100006 },
  "is signed with expired credentials": { type: "error", status: 401, code: "InvalidSecretToken", codeN: 100026 },
} as const satisfies Record<string, FaultKind>;

export const FAULT_CALLS = {
  once: "first",
  "at every second call": "every-second",
  "as long as the fault lasts": "always",
} as const satisfies Record<string, FaultCalls>;

/** The calls that a fault hits. */
export const TARGETS = {
  StartSegment: "StartSegment",
  GetSegmentTask: "GetSegmentTask",
  UpdateSegment: "UpdateSegment",
  StopSegment: "StopSegment",
  "any call": undefined,
} as const satisfies Record<string, SegmentActionName | undefined>;

export interface Cell<Operation extends string> {
  operation: Operation;
  target: keyof typeof TARGETS;
  fault: keyof typeof FAULT_KINDS;
  calls: keyof typeof FAULT_CALLS;
}

/** Every operation under every fault. */
export function matrix<Operation extends string>(operations: readonly Operation[]): Cell<Operation>[] {
  return operations.flatMap((operation) =>
    keysOf(TARGETS).flatMap((target) =>
      keysOf(FAULT_KINDS).flatMap((fault) => keysOf(FAULT_CALLS).map((calls) => ({ operation, target, fault, calls }))),
    ),
  );
}

function keysOf<T extends object>(table: T): (keyof T)[] {
  return Object.keys(table) as (keyof T)[];
}
