import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmulator } from "pulumi-volcengine-rtc/emulator";
import { type ColdStartSample, coldStartSection, measureColdStart } from "./cold-start";
import { type FleetSample, fleetSection, measureFleet } from "./fleet";
import { type GrowthSample, growthSection, measureGrowth } from "./growth";
import { describeMachine } from "./machine";
import { mergeReport, toMarkdown } from "./report";
import { measureTasks, type TasksSample, tasksSection } from "./single-tasks";
import { ROOT, searchPathWithCli, Workspace } from "./workspace";

const USAGE = `Usage: npm run bench -- [options]

  --runs <n>    how often everything is measured; medians are reported (default 3)
  --quick       small numbers of rooms, one run, printed instead of written: to see that it works
  --only <name> one part alone, start, fleet, tasks or growth; the other sections of the report stay as they are`;

/** Milliseconds until an answer of the emulator. */
const ANSWER_TIME = 20;
const COLD_STARTS = 7;

interface Sizes {
  fleet: number;
  tasks: readonly number[];
  growth: readonly number[];
}

const FULL: Sizes = { fleet: 1000, tasks: [100, 500], growth: [100, 1000, 5000] };
const QUICK: Sizes = { fleet: 120, tasks: [10, 30], growth: [50, 100, 200] };

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: "string" },
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { quick, only, help } = values;
  const runs = Number(values.runs ?? (quick ? 1 : 3));
  if (help || !Number.isInteger(runs) || runs < 1) {
    console.log(USAGE);
    process.exitCode = help ? 0 : 2;
    return;
  }
  const report = await measure(quick ? QUICK : FULL, runs, (part) => only === undefined || only === part);
  if (quick) {
    console.log(report);
    return;
  }
  const file = join(ROOT, "docs", "benchmarks.md");
  await writeFile(file, only === undefined ? report : mergeReport(await readFile(file, "utf8"), report));
  console.error("Written: docs/benchmarks.md");
}

async function measure(sizes: Sizes, runs: number, wanted: (part: string) => boolean): Promise<string> {
  const searchPath = searchPathWithCli();
  const workspace = await Workspace.create(searchPath);
  const emulator = await startEmulator({ latencyMs: ANSWER_TIME });
  const started = performance.now();
  const say = (text: string) => console.error(`${Math.round((performance.now() - started) / 1000)} s: ${text}`);
  const coldStarts: ColdStartSample[] = [];
  const fleets: FleetSample[] = [];
  const tasks = sizes.tasks.map((rooms) => ({ rooms, samples: [] as TasksSample[] }));
  const growth: GrowthSample[] = [];
  try {
    for (let start = 0; wanted("start") && start < COLD_STARTS; start++) {
      coldStarts.push(await measureColdStart(workspace));
    }
    for (let run = 1; run <= runs; run++) {
      if (wanted("fleet")) {
        say(`run ${run} of ${runs}: ${sizes.fleet} rooms in one resource`);
        fleets.push(await measureFleet(workspace, emulator, sizes.fleet));
      }
      for (const { rooms, samples } of wanted("tasks") ? tasks : []) {
        say(`run ${run} of ${runs}: ${rooms} tasks, one resource each`);
        samples.push(await measureTasks(workspace, emulator, rooms));
      }
    }
    for (const rooms of wanted("growth") ? sizes.growth : []) {
      say(`growth: ${rooms} rooms`);
      growth.push(await measureGrowth(workspace, emulator, rooms));
    }
    say("done");
  } finally {
    await emulator.close();
    await workspace.remove();
  }
  return toMarkdown("Benchmarks", intro(runs, describeMachine(ROOT, searchPath)), [
    ...(coldStarts.length > 0 ? [coldStartSection(coldStarts)] : []),
    ...(fleets.length > 0 ? [fleetSection(fleets, sizes.fleet)] : []),
    ...tasks.flatMap(({ rooms, samples }) => (samples.length > 0 ? [tasksSection(samples, rooms)] : [])),
    ...(growth.length > 0 ? [growthSection(growth)] : []),
  ]);
}

function intro(runs: number, machine: string): string {
  return (
    "Written by `npm run bench`. Everything is measured side by side on one machine, with the real CLI and state in " +
    `files, against the [emulator](emulator.md) with an answer time of ${ANSWER_TIME} ms and the documented limits. ` +
    `Figures are medians of ${runs} ${runs === 1 ? "run" : "runs"}, except those of growth. Seconds depend on the machine; the ratios are what ` +
    `counts.\n\n${machine}`
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
