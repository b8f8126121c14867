import { setTimeout as sleep } from "node:timers/promises";
import { readAccount } from "./account";
import { GROUPS } from "./checks";
import { maskOf } from "./mask";
import { exitCodeOf, reportOf } from "./report";
import { run } from "./run";

/** Milliseconds: ten calls a second at most, where the API allows sixty. */
const BETWEEN_CALLS_MS = 100;

async function main(): Promise<void> {
  const end = new AbortController();
  const account = readAccount(process.env);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      console.error("Cancelled: stopping the tasks that were started …");
      end.abort(new Error("cancelled"));
    });
  }
  const wait = (milliseconds: number) => sleep(milliseconds, undefined, { signal: end.signal });
  console.error("Looking, for about a minute …");
  const { rows, left } = await run(account, GROUPS, { beforeCalls: BETWEEN_CALLS_MS, wait }, end.signal);
  console.log(await reportOf(rows, maskOf(account)));
  if (left.length > 0) console.error(`Could not be stopped, and may run for a minute: ${left.join(", ")}`);
  process.exitCode = exitCodeOf(rows, left);
}

main().catch((error: unknown) => {
  console.error(`Could not look: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
