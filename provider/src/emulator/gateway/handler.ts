import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, answer, newRequestId, refuse, unanswered } from "./answer";
import type { ReceivedCall } from "./authentication";
import type { LoggedCall } from "./call-log";
import type { Fault } from "./faults";
import type { Gateway } from "./gateway";
import { maskKeys } from "./masking";
import { Refusal } from "./refusal";
import { readRequestBody } from "./request-body";
import { type Delivery, deliver, preempts } from "./spoilt-delivery";

/** One API call, from its first line to its last byte. */
export async function handleApiCall(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<void> {
  const name = (query.get("Action") ?? "").slice(0, 64);
  gateway.stats.arrived(name);
  response.on("close", () => gateway.stats.left());

  const requestId = newRequestId();
  const fault = gateway.faults.hit(name);
  if (fault?.kind.type === "refuse") {
    request.socket.destroy();
    gateway.calls.add({ ...logStart(name, query, fault, request.method === "GET"), requestId, applied: false });
    return;
  }

  const body = await readRequestBody(request);
  if (body === undefined) {
    request.socket.destroy();
    return;
  }
  const call: ReceivedCall = {
    requestId,
    method: request.method ?? "",
    path,
    query,
    headers: plainHeaders(request),
    body,
  };
  const outcome = decide(gateway, call, fault);
  const delivery = deliver(outcome, fault?.kind);
  gateway.stats.decided(name, outcome);
  gateway.calls.add({
    ...logStart(name, query, fault, call.method === "GET"),
    ...logBody(body),
    ...logOutcome(outcome, delivery),
    requestId,
    applied: outcome.applied,
    ...(outcome.run === undefined ? {} : { run: outcome.run }),
  });
  send(gateway, response, delivery);
}

function decide(gateway: Gateway, call: ReceivedCall, fault: Fault | undefined): Answer {
  const kind = fault?.kind;
  if (kind?.type === "error") {
    return refuse(call, new Refusal(kind.status, kind.code, kind.message ?? kind.code, kind.codeN));
  }
  if (kind !== undefined && preempts(kind)) return unanswered(call);
  return answer(gateway, call, kind);
}

function send(gateway: Gateway, response: ServerResponse, delivery: Delivery): void {
  if (delivery.type === "destroy") {
    response.socket?.destroy();
    return;
  }
  if (delivery.type === "hang") {
    const release = () => response.socket?.destroy();
    gateway.hanging.add(release);
    response.on("close", () => gateway.hanging.delete(release));
    return;
  }
  const write = () => {
    response.writeHead(delivery.status, {
      "Content-Type": delivery.contentType,
      "Content-Length": Buffer.byteLength(delivery.body),
    });
    response.end(delivery.body);
  };
  const delay = gateway.settings().latencyMs + delivery.delayMs;
  if (delay > 0) setTimeout(write, delay).unref();
  else write();
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(",") : value;
  }
  return headers;
}

type LogStart = Pick<LoggedCall, "at" | "action" | "query" | "AppId" | "RoomId" | "TaskId" | "fault" | "faultId">;

function logStart(action: string, query: URLSearchParams, fault: Fault | undefined, isGet: boolean): LogStart {
  return {
    at: new Date().toISOString(),
    action,
    ...(isGet ? { query: Object.fromEntries(query), ...keyOf(Object.fromEntries(query)) } : {}),
    ...(fault === undefined ? {} : { fault: fault.kind.type, faultId: fault.id }),
  };
}

/** A body that is not JSON could hide a key anywhere, so none of it is kept. */
function logBody(body: Buffer): Pick<LoggedCall, "body" | "AppId" | "RoomId" | "TaskId"> {
  if (body.length === 0) return {};
  try {
    const json: unknown = JSON.parse(body.toString("utf8"));
    const record = typeof json === "object" && json !== null ? json : {};
    return { body: maskKeys(json), ...keyOf(record) };
  } catch {
    return {};
  }
}

function keyOf(fields: object): Pick<LoggedCall, "AppId" | "RoomId" | "TaskId"> {
  const key: Pick<LoggedCall, "AppId" | "RoomId" | "TaskId"> = {};
  if ("AppId" in fields && typeof fields.AppId === "string") key.AppId = fields.AppId;
  if ("RoomId" in fields && typeof fields.RoomId === "string") key.RoomId = fields.RoomId;
  if ("TaskId" in fields && typeof fields.TaskId === "string") key.TaskId = fields.TaskId;
  return key;
}

function logOutcome(outcome: Answer, delivery: Delivery): Pick<LoggedCall, "httpStatus" | "result" | "error"> {
  const { Result } = outcome.envelope;
  return {
    ...(delivery.type === "reply" ? { httpStatus: delivery.status } : {}),
    ...(outcome.error === undefined ? {} : { error: outcome.error }),
    ...(Result === undefined ? {} : { result: typeof Result === "string" ? Result : Object.keys(Result).join() }),
  };
}
