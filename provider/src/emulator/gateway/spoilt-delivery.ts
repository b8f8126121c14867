import type { Answer } from "./answer";
import type { FaultKind } from "./faults";

/** What goes back over the connection. */
export type Delivery =
  | { type: "reply"; status: number; contentType: string; body: string; delayMs: number }
  | { type: "destroy" }
  | { type: "hang" };

/** Whether the fault keeps the call from reaching the API at all. */
export function preempts(kind: FaultKind): boolean {
  switch (kind.type) {
    case "refuse":
    case "error":
      return true;
    case "reset":
    case "hang":
      return kind.when === "before";
    case "status":
      return kind.when !== "after";
    case "truncate":
      return kind.when === "before";
    default:
      return false;
  }
}

/** The answer as it leaves, spoilt by the fault. */
export function deliver(answer: Answer, kind: FaultKind | undefined): Delivery {
  const body = JSON.stringify(answer.envelope);
  const right = { type: "reply", status: answer.status, contentType: "application/json", body, delayMs: 0 } as const;
  if (kind === undefined) return right;
  switch (kind.type) {
    case "refuse":
    case "reset":
      return { type: "destroy" };
    case "hang":
      return { type: "hang" };
    case "delay":
      return { ...right, delayMs: kind.milliseconds };
    case "status": {
      const page = `<html><head><title>${kind.status}</title></head><body>HTTP ${kind.status}</body></html>`;
      const contentType = kind.contentType ?? "text/html";
      return { ...right, status: kind.status, contentType, body: kind.body ?? page };
    }
    case "truncate":
      return { ...right, status: 200, body: body.slice(0, Math.floor(body.length / 2)) };
    case "empty":
      return { ...right, status: 200, body: "" };
    case "content-type":
      return { ...right, contentType: kind.contentType };
    case "error":
    case "start-fails":
      return right;
  }
}
