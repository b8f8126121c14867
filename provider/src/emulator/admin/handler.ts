import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { MASK } from "../gateway/masking";
import { Refusal } from "../gateway/refusal";
import { readRequestBody } from "../gateway/request-body";
import { maskStorage } from "../segment/mask-storage";
import { type Run, toWire } from "../segment/run";
import type { Account } from "./account";
import { refusalOfCaller } from "./callers";
import {
  clockShape,
  deliveriesShape,
  endShape,
  faultShape,
  settingsShape,
  streamShape,
  taskShape,
  waitShape,
} from "./shapes";
import type { AdminCallback, AdminRun, ClockReading, Delivery } from "./types";

interface AdminCall {
  account: Account;
  query: URLSearchParams;
  body: Buffer;
}

/** Each route gives back what is answered as JSON, or a promise of it. */
const ROUTES: Readonly<Record<string, (call: AdminCall) => unknown>> = {
  "GET /admin/tasks": ({ account }) => account.tasks.newestRuns().map(adminRun),
  "GET /admin/runs": ({ account }) => account.tasks.runs().map(adminRun),
  "POST /admin/tasks/end": ({ account, body }) => {
    const { reason, ...ref } = read(endShape, body);
    account.tasks.end(keyOf(ref), reason);
    return {};
  },
  "POST /admin/tasks/forget": ({ account, body }) => {
    account.tasks.forget(keyOf(read(taskShape, body)));
    return {};
  },
  "GET /admin/calls": ({ account }) => account.gateway.calls.list(),
  "DELETE /admin/calls": ({ account }) => {
    account.gateway.calls.clear();
    return {};
  },
  "POST /admin/streams/publish": ({ account, body }) => {
    const { appId, roomId, userId, streamType } = read(streamShape, body);
    account.tasks.publish(appId, roomId, userId, streamType ?? 0);
    return {};
  },
  "POST /admin/streams/unpublish": ({ account, body }) => {
    const { appId, roomId, userId, streamType } = read(streamShape, body);
    account.tasks.unpublish(appId, roomId, userId, streamType ?? 0);
    return {};
  },
  "GET /admin/clock": ({ account }) => clockReading(account),
  "POST /admin/clock": ({ account, body }) => {
    const { advanceSeconds, frozen } = read(clockShape, body);
    if (frozen === true) account.clock.freeze();
    if (advanceSeconds !== undefined) account.clock.advance(advanceSeconds);
    if (frozen === false) account.clock.unfreeze();
    account.tasks.cutAll();
    return clockReading(account);
  },
  "GET /admin/callbacks": ({ account }) =>
    account.callbacks.list().map((callback): AdminCallback => ({ ...callback, SecretKey: MASK })),
  "GET /admin/deliveries": ({ account, query }) => deliveries(account, query),
  "GET /admin/faults": ({ account }) => account.gateway.faults.list(),
  "POST /admin/faults": ({ account, body }) => account.gateway.faults.add(read(faultShape, body)),
  "DELETE /admin/faults": ({ account, query }) => {
    const id = query.get("id");
    if (id === null) account.gateway.faults.clear();
    else if (!account.gateway.faults.remove(id)) throw new AdminError(404, `There is no fault ${id}.`);
    return {};
  },
  "GET /admin/settings": ({ account }) => account.settings,
  "POST /admin/settings": ({ account, body }) => {
    account.changeSettings(read(settingsShape, body));
    return account.settings;
  },
  "GET /admin/stats": ({ account }) => stats(account),
  "POST /admin/reset": ({ account }) => {
    account.reset();
    return {};
  },
};

class AdminError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Steers the emulator; nothing here is signed, as only programs of this machine can reach it. */
export async function handleAdminCall(
  account: Account,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<void> {
  const body = await readRequestBody(request);
  if (body === undefined) {
    request.socket.destroy();
    return;
  }
  const name = `${request.method} ${path}`;
  try {
    const refusal = refusalOfCaller(request);
    if (refusal !== undefined) throw new AdminError(403, refusal);
    if (name === "GET /admin/wait") {
      wait(account, query, response);
      return;
    }
    const route = ROUTES[name];
    if (route === undefined) throw new AdminError(404, `There is no admin route ${name}.`);
    reply(response, 200, await route({ account, query, body }));
  } catch (error) {
    if (error instanceof AdminError) reply(response, error.status, { error: error.message });
    else if (error instanceof Refusal) reply(response, 404, { error: error.message });
    else throw error;
  }
}

/** Answers only once every event has come to its end, for the same reason as `wait`. */
async function deliveries({ tasks, reporter }: Account, query: URLSearchParams): Promise<readonly Delivery[]> {
  const { timeoutSeconds } = check(deliveriesShape, Object.fromEntries(query));
  tasks.cutAll();
  const time = new AbortController();
  const late = sleep(timeoutSeconds * 1000, undefined, { signal: time.signal, ref: false }).then(() => {
    const what = `${reporter.waiting} events were neither delivered nor given up within ${timeoutSeconds} s.`;
    throw new AdminError(408, `${what} Does their receiver answer?`);
  });
  try {
    return await Promise.race([reporter.delivered(), late]);
  } finally {
    // Cancelled, it rejects, and nobody waits for it any more.
    late.catch(() => undefined);
    time.abort();
  }
}

/** Answers only once the log holds enough calls, so that nobody has to poll or sleep. */
function wait(account: Account, query: URLSearchParams, response: ServerResponse): void {
  const { timeoutSeconds, ...condition } = check(waitShape, Object.fromEntries(query));
  const timer = setTimeout(() => {
    giveUp();
    const wanted = `${condition.count} calls of ${condition.action ?? "any action"}`;
    const hitBy = condition.fault === undefined ? "" : ` hit by ${condition.fault}`;
    reply(response, 408, { error: `${wanted}${hitBy} did not come within ${timeoutSeconds} s. See /admin/calls.` });
  }, timeoutSeconds * 1000).unref();
  const giveUp = account.gateway.calls.whenHolds(condition, () => {
    clearTimeout(timer);
    reply(response, 200, {});
  });
  response.on("close", () => {
    clearTimeout(timer);
    giveUp();
  });
}

function read<Shape>(schema: z.ZodType<Shape>, body: Buffer): Shape {
  let json: unknown;
  try {
    json = JSON.parse(body.toString("utf8"));
  } catch {
    throw new AdminError(400, "The body is not JSON.");
  }
  return check(schema, json);
}

function check<Shape>(schema: z.ZodType<Shape>, input: unknown): Shape {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`);
  throw new AdminError(400, issues.join("; "));
}

function reply(response: ServerResponse, status: number, content: unknown): void {
  const text = JSON.stringify(content);
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) });
  response.end(text);
}

function keyOf({ appId, roomId, taskId }: { appId: string; roomId: string; taskId: string }) {
  return { AppId: appId, RoomId: roomId, TaskId: taskId };
}

function adminRun(run: Run): AdminRun {
  return {
    ...run.key,
    ...toWire(run),
    StorageConfig: maskStorage(run.storage),
    run: run.number,
    startedBy: run.startedBy,
    ...(run.stop === undefined ? {} : { stoppedBy: run.stop.requestId }),
    ...(run.idleSince === undefined ? {} : { idleSince: run.idleSince }),
  };
}

function stats({ gateway, tasks }: Account): unknown {
  return { ...gateway.stats.read(), runningTasks: tasks.newestRuns().filter((run) => run.ended === undefined).length };
}

function clockReading({ clock }: Account): ClockReading {
  return { now: clock.now(), offsetSeconds: clock.offsetSeconds, frozen: clock.frozen };
}
