import type { IncomingMessage } from "node:http";
import type { Answer } from "./answer";
import type { Deliveries } from "./deliveries";
import { PAGE_EXTENT, PAGE_POLICY, pageOf } from "./page";
import { mayRead } from "./readers";
import { requestBody } from "./request-body";
import type { EventStore } from "./store";

const DEFAULT_EVENTS = 100;
const MOST_EVENTS = 1_000;

/** What requests are about. */
export interface Desk {
  deliveries: Deliveries;
  store: EventStore;
}

type Handler = (desk: Desk, request: IncomingMessage, search: string) => Answer | Promise<Answer>;

const ROUTES: Record<string, Partial<Record<string, Handler>>> = {
  "/": { GET: page, POST: deliver },
  "/events": { GET: events },
  "/healthz": { GET: health },
};

export async function respond(desk: Desk, request: IncomingMessage): Promise<Answer> {
  const [path = "/", search = ""] = (request.url ?? "/").split("?", 2);
  const route = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
  if (route === undefined) return text(404, "There is nothing here.");
  const handler = route[request.method === "HEAD" ? "GET" : (request.method ?? "")];
  if (handler !== undefined) return handler(desk, request, search);
  return { ...text(405, "This address takes other methods."), headers: { Allow: Object.keys(route).join(", ") } };
}

async function deliver({ deliveries }: Desk, request: IncomingMessage): Promise<Answer> {
  const outcome = deliveries.take(await requestBody(request));
  return text(outcome.status, outcome.text);
}

function page({ store }: Desk, request: IncomingMessage): Answer {
  // The service tries an address with a GET before it takes it: whoever asks, the answer is 200.
  if (!mayRead(request)) return text(200, "Events are taken here by POST.");
  const body = pageOf(store.newestOfTasks(...PAGE_EXTENT));
  return { status: 200, type: "html", body, headers: { "Content-Security-Policy": PAGE_POLICY } };
}

function events({ store }: Desk, request: IncomingMessage, search: string): Answer {
  if (!mayRead(request))
    return text(403, "Events are shown to who asks for a loopback address only, such as 127.0.0.1.");
  const limit = new URLSearchParams(search).get("limit") ?? String(DEFAULT_EVENTS);
  if (!/^[1-9]\d{0,3}$/.test(limit) || Number(limit) > MOST_EVENTS) {
    return text(400, `limit must be a whole number from 1 to ${MOST_EVENTS}.`);
  }
  return json(200, { events: store.newest(Number(limit)) });
}

function health({ deliveries: { healthy, counts } }: Desk): Answer {
  return json(healthy ? 200 : 503, { status: healthy ? "ok" : "failing", ...counts });
}

function text(status: number, body: string): Answer {
  return { status, type: "text", body: `${body}\n` };
}

function json(status: number, value: object): Answer {
  return { status, type: "json", body: `${JSON.stringify(value, undefined, 2)}\n` };
}
