import type { EmulatorAdmin, FaultKind } from "pulumi-volcengine-rtc/emulator";
import type { Action } from "../../../provider/src/rtc-api/wire";
import type { CliResult, RunningCli } from "../../e2e/support/stack";
import { descendants, killAtOnce } from "./processes";

/** Where an operation is when something dies: at a call, before or after it took effect. */
export interface Boundary {
  action: Action;
  when: "before" | "after";
}

/** What dies. */
export type Victim = "the runner with all its processes" | "the engine alone" | "the provider process";

export const VICTIMS: readonly Victim[] = [
  "the runner with all its processes",
  "the engine alone",
  "the provider process",
];

/** Runs a command and kills at the boundary, which it holds open until then. */
export async function crashAt(
  admin: EmulatorAdmin,
  { action, when }: Boundary,
  victim: Victim,
  start: () => RunningCli,
): Promise<CliResult> {
  const kind: FaultKind = { type: "hang", when };
  const fault = await admin.addFault({ action, calls: "first", kind });
  const cli = start();
  await Promise.race([
    admin.waitForCalls({ fault: fault.id, timeoutSeconds: 60 }),
    cli.ended.then(({ text }) => {
      throw new Error(`It ended without a ${action}:\n${text}`);
    }),
  ]);
  const started = descendants(cli.pid);
  const provider = started.filter(({ command }) => command.includes("dynamic-provider")).map(({ pid }) => pid);
  if (provider.length === 0) throw new Error("There is no provider process");
  const pids = {
    "the runner with all its processes": [cli.pid, ...started.map(({ pid }) => pid)],
    "the engine alone": [cli.pid],
    "the provider process": provider,
  };
  killAtOnce(pids[victim]);
  const result = await cli.ended;
  // What outlives the engine must not work on beside the test that follows.
  killAtOnce(started.map(({ pid }) => pid));
  await admin.clearFaults();
  return result;
}
