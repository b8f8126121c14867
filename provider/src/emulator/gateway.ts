import { randomUUID } from "node:crypto";
import { type Action, API_VERSION, type Envelope } from "../rtc-api/wire";
import type { Account } from "./account";
import type { ReceivedCall } from "./authentication";
import { perform } from "./operations";
import { gatewayRefusal, Refusal } from "./refusal";

/** What the API answers, before any fault spoils it. */
export interface Answer {
  status: number;
  envelope: Envelope;
  applied: boolean;
  requestId: string;
  error?: string;
}

const METHODS: Readonly<Record<Action, "GET" | "POST">> = {
  StartSegment: "POST",
  GetSegmentTask: "GET",
  UpdateSegment: "POST",
  StopSegment: "POST",
};

export function knownAction(name: string): Action | undefined {
  return name === "StartSegment" || name === "GetSegmentTask" || name === "UpdateSegment" || name === "StopSegment"
    ? name
    : undefined;
}

/** Takes a call through the gateway's checks to the RTC service. */
export function answer(account: Account, call: ReceivedCall, startFails: boolean): Answer {
  let region = "cn-north-1";
  try {
    const action = route(call);
    region = account.authenticator.verify(call);
    account.rate.admit(action, account.settings.limits);
    const { result, applied } = perform(account, action, call, startFails);
    const requestId = newRequestId();
    const ResponseMetadata = metadata(call.query, region, requestId);
    return { status: 200, envelope: { Result: result, ResponseMetadata }, applied, requestId };
  } catch (error) {
    if (error instanceof Refusal) return refuse(call.query, error, region);
    throw error;
  }
}

export function refuse(query: URLSearchParams, refusal: Refusal, region = "cn-north-1"): Answer {
  const requestId = newRequestId();
  const { codeN, code, message, status } = refusal;
  const wireError = { ...(codeN === undefined ? {} : { CodeN: codeN }), Code: code, Message: message };
  const ResponseMetadata = { ...metadata(query, region, requestId), Error: wireError };
  return { status, envelope: { ResponseMetadata }, applied: false, requestId, error: code };
}

export function newRequestId(): string {
  const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  return time + randomUUID().replaceAll("-", "").toUpperCase().slice(0, 20);
}

function route(call: ReceivedCall): Action {
  const name = call.query.get("Action");
  const version = call.query.get("Version");
  if (!name) throw gatewayRefusal("MissingParameter", "The query has no Action.");
  if (!version) throw gatewayRefusal("MissingParameter", "The query has no Version.");
  const action = knownAction(name);
  if (action === undefined || version !== API_VERSION || call.path !== "/") {
    throw gatewayRefusal("InvalidActionOrVersion", `Could not find operation ${name} for version ${version}.`);
  }
  if (call.method !== METHODS[action]) {
    throw gatewayRefusal("MethodNotAllowed", `${action} must be called with ${METHODS[action]}.`);
  }
  return action;
}

function metadata(query: URLSearchParams, region: string, requestId: string) {
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
