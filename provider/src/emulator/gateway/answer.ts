import { randomUUID } from "node:crypto";
import type { Action } from "./actions";
import type { ReceivedCall } from "./authentication";
import type { FaultKind } from "./faults";
import type { Gateway } from "./gateway";
import { gatewayRefusal, Refusal } from "./refusal";
import type { Envelope, ResponseMetadata } from "./wire";

/** What the API answers, before any fault spoils it. */
export interface Answer {
  status: number;
  envelope: Envelope;
  applied: boolean;
  run?: number;
  error?: string;
}

const DEFAULT_REGION = "cn-north-1";

/** Takes a call through the gateway's checks to the RTC service. */
export function answer(gateway: Gateway, call: ReceivedCall, fault: FaultKind | undefined): Answer {
  let region = DEFAULT_REGION;
  try {
    const action = route(gateway.actions, call);
    region = gateway.authenticator.verify(call);
    gateway.rate.admit(action.name, gateway.settings().limits);
    const hasOwnFault = fault !== undefined && fault.type === action.ownFault;
    const { result, ...effect } = action.perform(call, hasOwnFault);
    return { status: 200, envelope: { Result: result, ResponseMetadata: metadata(call, region) }, ...effect };
  } catch (error) {
    if (error instanceof Refusal) return refuse(call, error, region);
    throw error;
  }
}

export function refuse(call: ReceivedCall, refusal: Refusal, region = DEFAULT_REGION): Answer {
  const { codeN, code, message, status } = refusal;
  const wireError = { ...(codeN === undefined ? {} : { CodeN: codeN }), Code: code, Message: message };
  const ResponseMetadata = { ...metadata(call, region), Error: wireError };
  return { status, envelope: { ResponseMetadata }, applied: false, error: code };
}

/** For a call that a fault keeps from the API; what the client sees of it is up to the fault. */
export function unanswered(call: ReceivedCall): Answer {
  return { status: 500, envelope: { ResponseMetadata: metadata(call, DEFAULT_REGION) }, applied: false };
}

export function newRequestId(): string {
  const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  return time + randomUUID().replaceAll("-", "").toUpperCase().slice(0, 20);
}

function route(actions: readonly Action[], call: ReceivedCall): Action {
  const name = call.query.get("Action");
  const version = call.query.get("Version");
  if (!name) throw gatewayRefusal("MissingParameter", "The query has no Action.");
  if (!version) throw gatewayRefusal("MissingParameter", "The query has no Version.");
  const action = actions.find((one) => one.name === name && one.version === version);
  if (action === undefined || call.path !== "/") {
    throw gatewayRefusal("InvalidActionOrVersion", `Could not find operation ${name} for version ${version}.`);
  }
  const { method } = action;
  if (call.method !== method) throw gatewayRefusal("MethodNotAllowed", `${name} must be called with ${method}.`);
  return action;
}

function metadata({ query, requestId }: ReceivedCall, region: string): ResponseMetadata {
  const action = query.get("Action");
  const version = query.get("Version");
  return {
    RequestId: requestId,
    ...(action === null ? {} : { Action: action }),
    ...(version === null ? {} : { Version: version }),
    Service: "rtc",
    Region: region,
  };
}
