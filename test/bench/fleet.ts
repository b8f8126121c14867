import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import { type Arrivals, arrivals } from "./api-figures";
import { bareLoop, type LoopAction } from "./bare-loop";
import { medianOf } from "./median";
import { type Figure, megabytes, perSecond, type Section, seconds } from "./report";
import { type Operation, Stack, succeeded } from "./stack";
import type { Workspace } from "./workspace";

/** Calls per second the API allows an account. */
const LIMITS: Record<LoopAction, number> = { StartSegment: 60, GetSegmentTask: 60, StopSegment: 150 };

interface Paced {
  operation: Operation;
  arrivals: Arrivals;
}

export interface FleetSample {
  group: Record<LoopAction, Paced>;
  loop: Record<LoopAction, Arrivals>;
  preview: Operation;
  memory: number;
  /** Of the whole resource in the state. */
  bytes: number;
  documented: { started: number; known: number; succeeded: boolean };
}

/** One resource with many rooms, next to a bare loop of signed calls. */
export async function measureFleet(workspace: Workspace, emulator: Emulator, rooms: number): Promise<FleetSample> {
  const { admin, environment } = emulator;
  const looped = async (action: LoopAction) => {
    await admin.clearCalls();
    await bareLoop(emulator, action, rooms, LIMITS[action]);
    return arrivals(admin, action);
  };
  await freshStart(emulator);
  const loop = {
    StartSegment: await looped("StartSegment"),
    GetSegmentTask: await looped("GetSegmentTask"),
    StopSegment: await looped("StopSegment"),
  };

  await freshStart(emulator);
  const stack = await Stack.create(workspace, "group", rooms, environment);
  const paced = async (action: LoopAction, operation: () => Promise<Operation>) => {
    await admin.clearCalls();
    return { operation: succeeded(await operation()), arrivals: await arrivals(admin, action) };
  };
  const created = await paced("StartSegment", stack.up);
  const memory = await stack.peakMemory();
  const bytes = (await stack.resourceSizes()).reduce((sum, { whole }) => sum + whole, 0);
  const refreshed = await paced("GetSegmentTask", stack.refresh);
  const preview = succeeded(await stack.preview());
  const destroyed = await paced("StopSegment", stack.destroy);
  await stack.dispose();
  const group = { StartSegment: created, GetSegmentTask: refreshed, StopSegment: destroyed };

  await freshStart(emulator);
  const unlimited = await Stack.create(workspace, "documented-fleet", rooms, environment);
  const up = await unlimited.up();
  const started = (await admin.stats()).runningTasks;
  const known = (await unlimited.resourceSizes()).length === 0 ? 0 : started;
  await unlimited.dispose();
  return { group, loop, preview, memory, bytes, documented: { started, known, succeeded: up.succeeded } };
}

/** An empty account whose tasks do not come to their end by themselves. */
export async function freshStart({ admin }: Emulator): Promise<void> {
  await admin.reset();
  await admin.setClock({ frozen: true });
}

const OPERATION: Record<LoopAction, string> = { StartSegment: "up", GetSegmentTask: "refresh", StopSegment: "destroy" };

export function fleetSection(samples: readonly FleetSample[], rooms: number): Section {
  const figures = (["StartSegment", "GetSegmentTask", "StopSegment"] as const).flatMap((action) =>
    pacedFigures(samples, rooms, action),
  );
  const started = medianOf(samples, ({ documented }) => documented.started);
  const known = medianOf(samples, ({ documented }) => documented.known);
  const memory = medianOf(samples, (sample) => sample.memory);
  figures.push(
    {
      what: "unchanged preview",
      ours: seconds(medianOf(samples, ({ preview }) => preview.milliseconds)),
      against: "",
      ratio: "",
    },
    {
      what: "state of each room",
      ours: `${(medianOf(samples, (sample) => sample.bytes) / rooms).toFixed(0)} bytes`,
      against: "",
      ratio: "",
    },
    { what: "peak memory of the provider process", ours: megabytes(memory), against: "", ratio: "" },
    {
      what: "up: tasks that run, and that the state knows",
      ours: `${rooms} run, ${rooms} known`,
      against: `one \`dynamic.Resource\` with \`Promise.all\`: ${started} run, ${known} known`,
      ratio: "",
    },
  );
  const text =
    `A \`SegmentTaskGroup\` of ${rooms} rooms. The floor is a loop of signed calls sent at exactly the limit, which does ` +
    "nothing else and repeats nothing that is refused. Rates count accepted calls between the first and the last.";
  return { title: `${rooms} rooms in one resource`, text, figures };
}

function pacedFigures(samples: readonly FleetSample[], rooms: number, action: LoopAction): Figure[] {
  const rate = medianOf(samples, ({ group }) => group[action].arrivals.rate);
  const floor = medianOf(samples, ({ loop }) => loop[action].rate);
  const refused = Math.max(...samples.map(({ group }) => group[action].arrivals.refused));
  const loopRefused = medianOf(samples, ({ loop }) => loop[action].refused);
  const time = medianOf(samples, ({ group }) => group[action].operation.milliseconds);
  const floorTime = (rooms / LIMITS[action]) * 1000;
  const name = OPERATION[action];
  return [
    {
      what: `${name}: accepted ${action} calls`,
      ours: perSecond(rate),
      against: `bare loop: ${perSecond(floor)}`,
      ratio: (rate / floor).toFixed(3),
      goal: { text: "0.950 or more", met: rate / floor >= 0.95 },
    },
    {
      what: `${name}: rooms that failed; calls refused and repeated, at worst`,
      // A room that failed would have failed the operation, and with it the benchmark.
      ours: `0; ${refused}`,
      against: `bare loop: ${loopRefused}; not repeated`,
      ratio: "",
      goal: { text: "0 failed", met: true },
    },
    {
      what: `${name}: the whole command`,
      ours: seconds(time),
      against: `${rooms} calls at ${LIMITS[action]}/s: ${seconds(floorTime)}`,
      ratio: (time / floorTime).toFixed(2),
    },
  ];
}
