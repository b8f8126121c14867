import { resolve } from "node:path";
import type { Command } from "commander";
import type { KeepEvent } from "../keep/events";
import type { News } from "../keep/parts";
import type { Outcome } from "../keep/round";
import type { Stack } from "../stack/stack";
import { UserError } from "../user-error";
import { duration } from "./duration";
import { MAX_PORT, wholeNumber } from "./whole-number";

interface KeepFlags {
  stack?: string;
  cwd: string;
  every: number;
  once?: boolean;
  dryRun?: boolean;
  json?: boolean;
  metrics?: number;
  metricsHost: string;
  store?: string;
  policyPack: string[];
}

const EXIT_CODES: Readonly<Record<Outcome, number>> = { good: 0, unhealed: 2, blind: 1 };

/** Adds `keep` to the program. What it needs is loaded only when it runs. */
export function registerKeep(program: Command): void {
  program
    .command("keep")
    .description("look at the tasks of a stack again and again, and start again what has ended; never deploys")
    .option("--stack <name>", "the stack (default: the selected one)")
    .option("--cwd <folder>", "the folder of the project", ".")
    .option("--every <time>", "how long between two rounds: 30s, 5m, 1h", duration, 60_000)
    .option("--once", "one round, and end")
    .option("--dry-run", "say what would be started, and start nothing")
    .option("--json", "print one JSON object a line")
    .option(
      "--metrics <port>",
      "serve /metrics for Prometheus, and /healthz; 0 takes any free port",
      wholeNumber(MAX_PORT),
    )
    .option("--metrics-host <address>", "where to serve them", "127.0.0.1")
    .option(
      "--store <file>",
      "the file of volcengine-rtc callbacks: an empty room is started when an event of it arrives",
    )
    .option(
      "--policy-pack <folder>",
      "a policy pack, as for pulumi up; may be given again",
      (folder, before: string[]) => [...before, resolve(folder)],
      [],
    )
    .addHelpText(
      "after",
      "\nNeeds the pulumi CLI and all that pulumi up of the project needs. Keys come from where pulumi up takes them.\n" +
        "Exit code of --once 0: all run, or were started again; 2: something could not be; 1: it could not be told.",
    )
    .action(keep);
}

async function keep(flags: KeepFlags): Promise<void> {
  const { every, once, json, dryRun = false, metrics: port, metricsHost: host } = flags;
  if (once && port !== undefined) throw new UserError("--metrics is for rounds without end: leave out --once");
  const store = flags.store === undefined ? undefined : resolve(flags.store);
  const project = resolve(flags.cwd);
  enter(project);
  const { Keeper } = await import("../keep/keeper.js");
  const { lineOf } = await import("../keep/lines.js");
  const { KeepMetrics } = port === undefined ? {} : await import("../keep/metrics.js");
  const metrics = KeepMetrics === undefined || port === undefined ? undefined : new KeepMetrics({ host, port, every });
  const server = await metrics?.serve();
  const news = store === undefined ? undefined : await openNews(store);
  const tell = (event: KeepEvent) => {
    metrics?.told(event);
    console.log(json ? JSON.stringify({ time: new Date().toISOString(), ...event }) : lineOf(event, Date.now()));
  };
  const stop = new AbortController();
  // Listeners that stay: where its own is the only one, what runs the CLI ends this process at once.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
  try {
    const keeper = new Keeper({
      ...(await partsOf(project, flags)),
      every,
      dryRun,
      tell,
      news,
      stop: stop.signal,
      onRound: (result, seconds) => metrics?.round(result, seconds),
      now: () => Date.now(),
    });
    if (server !== undefined) console.error(`Metrics at ${server.url}/metrics`);
    if (!once) return await keeper.run();
    const { outcome, reason, tasks, running, started, notStarted, seconds } = await keeper.once();
    if (reason !== "") tell({ event: "blind", reason, retrySeconds: null });
    tell({ event: "round", tasks, running, started, notStarted, seconds });
    process.exitCode = EXIT_CODES[outcome];
  } finally {
    news?.close();
    await server?.close();
  }
}

/** The CLI looks for the project where it runs. */
function enter(project: string): void {
  try {
    process.chdir(project);
  } catch (error) {
    throw new UserError(`Can't work in ${project}: ${(error as Error).message}`);
  }
}

async function partsOf(project: string, { stack: named, policyPack: policyPacks }: KeepFlags) {
  const { selectedStack } = await import("../stack/pulumi.js");
  const { StackReader } = await import("../keep/stack-reader.js");
  const stack = named ?? (await selectedStack());
  const reader = new StackReader(project, stack);
  // The CLI is at it while this process loads the rest.
  let first: Promise<Stack> | undefined = reader.read();
  first.catch(() => {});
  const { openEngine } = await import("../keep/engine.js");
  const { Notes } = await import("../keep/notes.js");
  const { Pauses } = await import("../keep/pauses.js");
  const { readSettings } = await import("../rtc-api/settings.js");
  const { RtcClient } = await import("../rtc-api/client.js");
  const { SegmentClient } = await import("../segment/api/client.js");
  const notes = await Notes.open(project, stack);
  return {
    engine: openEngine({ project, stack, cliRoot: await notes.cliRoot(), policyPacks }),
    notes,
    pauses: new Pauses(await notes.pauses()),
    readStack: () => {
      const read = first ?? reader.read();
      first = undefined;
      return read;
    },
    apiOf: ({ config }: Stack) => new SegmentClient(new RtcClient(() => readSettings(config))),
  };
}

async function openNews(store: string): Promise<News & { close(): void }> {
  const { openEventReader } = await import("../callback/receiver/reading.js");
  const events = await openEventReader(store);
  return {
    since: ({ item: { task }, known }, round) => {
      const end = Date.parse(known.endTime ?? known.startTime ?? "") || 0;
      return events.anyAfter(task.appId, task.roomId, end) || (round && events.anyAfter(task.appId, "", end));
    },
    rooms: () => events.newRooms(),
    close: () => events.close(),
  };
}
