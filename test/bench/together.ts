import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import { LIMITS } from "./api-limits";
import { freshStart } from "./fleet";
import { Stack, succeeded } from "./stack";
import type { Workspace } from "./workspace";

export interface TogetherSample {
  /** Accepted starts for each second while all are at it, as a share of the account's limit. */
  used: number;
  /** Of the starts in that time, how many the slowest got for each of the fastest. */
  fairness: number;
}

/** Several `up`s at once, each of a stack of its own, on one account. */
export async function measureTogether(
  workspace: Workspace,
  emulator: Emulator,
  stacks: number,
  rooms: number,
): Promise<TogetherSample> {
  const { admin, environment } = emulator;
  await freshStart(emulator);
  const names = Array.from({ length: stacks }, (_, n) => `bench-${n}`);
  const created: Stack[] = [];
  for (const name of names) {
    created.push(await Stack.create(workspace, "group", rooms, { ...environment, BENCH_PREFIX: `${name}-` }, name));
  }
  for (const operation of await Promise.all(created.map((stack) => stack.up()))) succeeded(operation);
  const starts = (await admin.calls()).filter(({ action, applied }) => action === "StartSegment" && applied);
  for (const stack of created) await stack.dispose();

  const moments = names.map((name) =>
    starts.filter(({ RoomId = "" }) => RoomId.startsWith(`${name}-`)).map(({ at }) => Date.parse(at)),
  );
  // While all of them are at it: from the moment the last one has begun until the first one has no more to start.
  const from = Math.max(...moments.map((own) => Math.min(...own)));
  const to = Math.min(...moments.map((own) => Math.max(...own)));
  const within = moments.map((own) => own.filter((at) => at >= from && at <= to).length);
  const rate = within.reduce((sum, count) => sum + count) / ((to - from) / 1000);
  return { used: rate / LIMITS.StartSegment, fairness: Math.min(...within) / Math.max(...within) };
}
