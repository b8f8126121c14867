import type { LiveAccount } from "./account";
import type { Group, Row } from "./check";
import { LiveApi, type Pace } from "./live-api";

export interface Outcome {
  rows: Row[];
  /** Ids of tasks that were started and perhaps not stopped. */
  left: string[];
}

/**
 * Looks at one group after the other. Whatever happens, the tasks that were started are stopped.
 *
 * @throws Error when no task can be started at all, which says why.
 */
export async function run(
  account: LiveAccount,
  groups: readonly Group[],
  pace: Pace,
  signal: AbortSignal,
): Promise<Outcome> {
  const api = new LiveApi(account, pace, signal);
  const rows: Row[] = [];
  try {
    await requireStart(api);
    for (const group of groups) {
      rows.push(...(await lookAt(group, api)));
      await api.stopAll();
    }
  } catch (error) {
    const left = await api.stopAll();
    const still = left.length === 0 ? "" : `. Perhaps still running in app of RTC_LIVE_APP_ID: ${left.join(", ")}`;
    throw new Error(api.mask(messageOf(error)) + still);
  }
  return { rows, left: await api.stopAll() };
}

/** What keeps a plain task from starting would show as a difference everywhere. */
async function requireStart(api: LiveApi): Promise<void> {
  const body = api.body("first");
  api.remember(body);
  await api.client.start(body, api.operation());
}

async function lookAt(group: Group, api: LiveApi): Promise<Row[]> {
  try {
    return await group.look(api);
  } catch (error) {
    if (api.cancelled) throw error;
    const reason = api.mask(messageOf(error));
    return group.checks.map((check) => ({ ...check, verdict: { kind: "notSeen", reason } }));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
