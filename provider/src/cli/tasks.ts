import { setTimeout as sleep } from "node:timers/promises";
import { type Command, Option } from "commander";
import type { EventReader } from "../callback/receiver/reading";
import type { StackSource } from "../stack/stack";
import type { Consent } from "../tasks/consent";
import type { TaskReport } from "../tasks/report";
import { UserError } from "../user-error";
import { duration } from "./duration";
import { storageEndpoint } from "./storage-endpoint";

interface TasksFlags extends StackSource {
  stale?: number;
  storageEndpoint?: string;
  store?: string;
  pending?: boolean;
  stop?: boolean;
  yes?: boolean;
  watch?: boolean;
  every: number;
  json?: boolean;
}

/** Takes the cursor to the top, and what was there away. */
const CLEAR = "\u001b[H\u001b[2J";

/** Adds `tasks` to the program. What it needs is loaded only when it runs. */
export function registerTasks(program: Command): void {
  program
    .command("tasks")
    .description("look whether the tasks of a stack run, and whether slices and callbacks of them arrive")
    .addOption(new Option("--state <file>", "the tasks of what pulumi stack export printed").conflicts("stack"))
    .option("--stack <name>", "the tasks of a stack, with its keys (default: the selected one)")
    .option("--stale <time>", "call a task silent after so long without anything new: 90s, 10m, 2h", duration)
    .option("--storage-endpoint <url>", "scheme and host of the storage, instead of the platform's own")
    .option("--store <file>", "the file in which volcengine-rtc callbacks keeps its events")
    .option("--pending", "instead what an interrupted operation may have started, and no resource holds")
    .option("--stop", "with --pending: stop that, after a question")
    .option("--yes", "with --stop: don't ask")
    .addOption(new Option("--watch", "look again and again, until Ctrl-C").conflicts("pending"))
    .addOption(
      new Option("--every <time>", "with --watch: how long between two looks")
        .argParser(duration)
        .default(10_000, "10s"),
    )
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nRun it in the folder of the project. Keys come from where pulumi up takes them.\n" +
        "Exit code 0: nothing is wrong; 2: something is; 1: it could not be told.",
    )
    .action(async (flags: TasksFlags) => {
      if (flags.stop && !flags.pending) throw new UserError("--stop is for --pending only");
      if (flags.yes && !flags.stop) throw new UserError("--yes is for --pending --stop only");
      await (flags.pending ? lookAtPending(flags) : lookAtTasks(flags));
    });
}

async function lookAtTasks(flags: TasksFlags): Promise<void> {
  const { json, watch, every, store, stale } = flags;
  const { exitCodeOf, reportOn } = await import("../tasks/report.js");
  const { tableOf } = await import("../tasks/table.js");
  const endpoint = await storageEndpoint(flags);
  const callbacks = store === undefined ? undefined : await openCallbacks(store);
  const print = (reports: readonly TaskReport[], now: number) => {
    if (json) return console.log(JSON.stringify({ tasks: reports }, undefined, watch ? undefined : 2));
    process.stdout.write(`${watch && process.stdout.isTTY ? CLEAR : ""}${tableOf(reports, now)}`);
  };
  try {
    for (;;) {
      const { stack, account, api, progress } = await open(flags);
      const now = Date.now();
      const lastCallback: EventReader["newestOf"] = (task) => callbacks?.newestOf(task);
      const { env } = process;
      const reports = await reportOn(stack, api, { endpoint, account, env, stale, now, lastCallback, progress });
      print(reports, now);
      process.exitCode = exitCodeOf(reports);
      if (stack.pending.length > 0) {
        console.error("The state keeps interrupted operations: --pending shows what they may have started");
      }
      if (!watch) return;
      await sleep(every);
    }
  } finally {
    callbacks?.close();
  }
}

async function lookAtPending(flags: TasksFlags): Promise<void> {
  const pending = await import("../tasks/pending.js");
  const { pendingTableOf } = await import("../tasks/table.js");
  const { readStack } = await import("../stack/stack.js");
  const { stack, api, progress } = await open(flags);
  const found = await pending.lookAtPending(stack, api, progress("looked at"));
  const seen = [...found.looks.map((look) => pending.pendingReport(look)), ...found.hidden];
  if (flags.stop && !flags.yes) process.stderr.write(pendingTableOf(seen, Date.now()));
  const reports = flags.stop
    ? await (await import("../tasks/stop-pending.js")).stopPending(found, api, await consent(flags), () =>
        readStack(flags),
      )
    : seen;
  process.stdout.write(
    flags.json ? `${JSON.stringify({ tasks: reports }, undefined, 2)}\n` : pendingTableOf(reports, Date.now()),
  );
  process.exitCode = pending.pendingExitCode(reports);
}

async function consent({ yes }: TasksFlags): Promise<Consent> {
  const { askingConsent, CERTAIN_ONLY } = await import("../tasks/consent.js");
  return yes ? CERTAIN_ONLY : askingConsent(process.stdin, process.stderr);
}

/** The stack as it is now, and the way to the API with its keys. */
async function open(source: StackSource) {
  const { readStack } = await import("../stack/stack.js");
  const { readSettings } = await import("../rtc-api/settings.js");
  const { RtcClient } = await import("../rtc-api/client.js");
  const { SegmentClient } = await import("../segment/api/client.js");
  const { progressLines } = await import("../segment/group/progress-lines.js");
  const stack = await readStack(source);
  const account = () => readSettings(stack.config);
  const progress = (verb: string) => progressLines("Tasks", verb, console.error);
  return { stack, account, api: new SegmentClient(new RtcClient(account)), progress };
}

async function openCallbacks(store: string): Promise<EventReader> {
  const { openEventReader } = await import("../callback/receiver/reading.js");
  return openEventReader(store);
}
