import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import { freshStart } from "./fleet";
import { medianOf } from "./median";
import { type Figure, megabytes, type Section, seconds } from "./report";
import { type Operation, type Program, Stack, succeeded } from "./stack";
import type { Workspace } from "./workspace";

const STEPS = ["up", "preview", "destroy"] as const;
type Step = (typeof STEPS)[number];

type Life = Record<Step, Operation> & {
  bytes: number;
  properties: number;
  memory: number;
  refused: number;
  unfinished: number;
};

export interface TasksSample {
  task: Life;
  noOp: Life;
  documented: Life;
}

/** One resource for each room, next to one that does nothing and to one written from the documentation. */
export async function measureTasks(workspace: Workspace, emulator: Emulator, rooms: number): Promise<TasksSample> {
  const life = (program: Program) => live(workspace, emulator, program, rooms);
  const task = await life("tasks");
  const noOp = await life("no-op");
  const documented = await life("documented");
  for (const step of STEPS) for (const each of [task, noOp]) succeeded(each[step]);
  return { task, noOp, documented };
}

async function live(workspace: Workspace, emulator: Emulator, program: Program, rooms: number): Promise<Life> {
  await freshStart(emulator);
  const stack = await Stack.create(workspace, program, rooms, emulator.environment);
  const up = await stack.up();
  const sizes = await stack.resourceSizes();
  const memory = await stack.peakMemory();
  const preview = await stack.preview();
  const destroy = await stack.destroy();
  const left = (await stack.resourceSizes()).length;
  const { actions } = await emulator.admin.stats();
  await stack.dispose();
  return {
    up,
    preview,
    destroy,
    bytes: sizes.length === 0 ? 0 : medianOf(sizes, ({ whole }) => whole),
    properties: sizes.length === 0 ? 0 : medianOf(sizes, ({ properties }) => properties),
    memory,
    refused: actions.StartSegment.refusedByLimit + actions.StopSegment.refusedByLimit,
    unfinished: rooms - sizes.length + left,
  };
}

/**
 * The calls a step can't do without, at the limit of the API. Of what a destroy does, the look at each task, without which
 * it might stop somebody else's, is the slower.
 */
const FLOOR_PER_SECOND: Record<Step, number> = { up: 60, preview: Number.POSITIVE_INFINITY, destroy: 60 };

export function tasksSection(samples: readonly TasksSample[], rooms: number): Section {
  const figures = STEPS.flatMap((step) => stepFigures(samples, rooms, step));
  const count = (of: (sample: TasksSample) => number) => String(medianOf(samples, of));
  const bytes = medianOf(samples, ({ task }) => task.bytes);
  const properties = medianOf(samples, ({ task }) => task.properties);
  const noOpBytes = medianOf(samples, ({ noOp }) => noOp.bytes);
  const documentedBytes = medianOf(samples, ({ documented }) => documented.bytes);
  figures.push(
    {
      what: "calls refused by the limit",
      ours: `${count(({ task }) => task.refused)}, repeated`,
      against: `from the documentation: ${count(({ documented }) => documented.refused)}`,
      ratio: "",
    },
    {
      what: "tasks not started or not stopped",
      ours: count(({ task }) => task.unfinished),
      against: `from the documentation: ${count(({ documented }) => documented.unfinished)}`,
      ratio: "",
      goal: { text: "0", met: samples.every(({ task }) => task.unfinished === 0) },
    },
    {
      what: "state of each task",
      ours: `${bytes} bytes, of which inputs and outputs ${properties}`,
      against: `from the documentation: ${documentedBytes} bytes`,
      ratio: (bytes / documentedBytes).toFixed(2),
      goal: { text: "2,000 bytes or less", met: bytes <= 2000 },
    },
  );
  const memory = medianOf(samples, ({ task }) => task.memory);
  const noOpMemory = medianOf(samples, ({ noOp }) => noOp.memory);
  figures.push({
    what: "peak memory of the provider process",
    ours: megabytes(memory),
    against: `no-op: ${megabytes(noOpMemory)}`,
    ratio: (memory / noOpMemory).toFixed(2),
  });
  const text =
    `${rooms} \`SegmentTask\`s, next to ${rooms} resources that do nothing and have the same inputs and outputs ` +
    `(${noOpBytes} bytes of state each), and to ${rooms} \`dynamic.Resource\`s written from Pulumi's documentation with ` +
    "the SDK's `Service` class. The API's time is what the calls take at its limit; for destroy these are 60 looks a second, " +
    "by which a task is told from another of its id. An unchanged preview takes more " +
    "than that of the no-op because the program and the provider process load this package, and every task is " +
    "validated and compared. The state of each task is measured as the backend stores it.";
  return { title: `${rooms} tasks, one resource each`, text, figures };
}

function stepFigures(samples: readonly TasksSample[], rooms: number, step: Step): Figure[] {
  const time = (of: (sample: TasksSample) => Life) => medianOf(samples, (sample) => of(sample)[step].milliseconds);
  const ours = time(({ task }) => task);
  const noOp = time((sample) => sample.noOp);
  const documented = time((sample) => sample.documented);
  const complete = samples.every((sample) => sample.documented.unfinished === 0);
  const failures = samples.filter((sample) => !sample.documented[step].succeeded).length;
  const api = (rooms / FLOOR_PER_SECOND[step]) * 1000;
  const beyond = (ours - api) / noOp;
  const name = step === "preview" ? "unchanged preview" : step;
  return [
    {
      what: name,
      ours: seconds(ours),
      against: `no-op: ${seconds(noOp)}${api > 0 ? `, API: ${seconds(api)}` : ""}`,
      ratio: api > 0 ? `${(ours / noOp).toFixed(2)}; beyond the API's time ${beyond.toFixed(2)}` : beyond.toFixed(2),
      goal: { text: "1.10 or less beyond the API's time", met: beyond <= 1.1 },
    },
    {
      what: name,
      ours: seconds(ours),
      against: `from the documentation: ${failures > 0 ? `failed in ${failures} of ${samples.length} runs` : seconds(documented)}`,
      // What gave up or had less to do is no measure of time.
      ratio: complete ? (ours / documented).toFixed(2) : "",
    },
  ];
}
