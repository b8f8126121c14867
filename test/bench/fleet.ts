import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import { type Arrivals, arrivals } from "./api-figures";
import { LIMITS } from "./api-limits";
import { bareLoop, type LoopAction } from "./bare-loop";
import { type Operation, Stack, succeeded } from "./stack";
import type { Workspace } from "./workspace";

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
