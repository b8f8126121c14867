import type { EmulatorAdmin, FaultKind } from "pulumi-volcengine-rtc/emulator";
import type { SegmentActionName } from "#segment/api/actions";
import type { CliResult, RunningCli } from "#test/e2e/support/stack";
import { descendants, killAtOnce } from "./processes";

/** Where an operation is when something dies: at a call, before or after it took effect. */
export interface Boundary {
  action: SegmentActionName;
  when: "before" | "after";
}

type FaultAdmin = Pick<EmulatorAdmin, "addFault" | "waitForCalls" | "clearFaults">;

/** What dies. */
export type Victim = "the runner with all its processes" | "the engine alone" | "the provider process";

export const VICTIMS: readonly Victim[] = [
  "the runner with all its processes",
  "the engine alone",
  "the provider process",
];

/** The provider process of the dynamic resources, and that of the plugin. */
const PROVIDER = /dynamic-provider|pulumi-resource-volcengine-rtc/;

/** Runs a command and kills at the boundary, which it holds open until then. What outlives the engine is ended, too. */
export async function crashAt(
  admin: FaultAdmin,
  boundary: Boundary,
  victim: Victim,
  start: () => RunningCli,
): Promise<CliResult> {
  const { killed, result, survivors } = await killAt(admin, boundary, victim, start);
  if (!killed) throw new Error(`It ended without a ${boundary.action}:\n${result.text}`);
  // What outlives the engine must not work on beside the test that follows.
  killAtOnce(survivors);
  return result;
}

/** @returns what is left of the processes of the command, and whether anything was killed: it may end before. */
export async function killAt(
  admin: FaultAdmin,
  { action, when }: Boundary,
  victim: Victim,
  start: () => RunningCli,
): Promise<{ killed: boolean; result: CliResult; survivors: number[] }> {
  const kind: FaultKind = { type: "hang", when };
  const fault = await admin.addFault({ action, calls: "first", kind });
  const cli = start();
  const early = await Promise.race([
    admin.waitForCalls({ fault: fault.id, timeoutSeconds: 120 }).then(() => undefined),
    cli.ended,
  ]);
  if (early !== undefined) {
    await admin.clearFaults();
    return { killed: false, result: early, survivors: [] };
  }
  const started = descendants(cli.pid);
  const provider = started.filter(({ command }) => PROVIDER.test(command)).map(({ pid }) => pid);
  if (provider.length === 0) throw new Error("There is no provider process");
  const pids = {
    "the runner with all its processes": [cli.pid, ...started.map(({ pid }) => pid)],
    "the engine alone": [cli.pid],
    "the provider process": provider,
  };
  killAtOnce(pids[victim]);
  const result = await cli.ended;
  await admin.clearFaults();
  return { killed: true, result, survivors: started.map(({ pid }) => pid) };
}
