import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import { medianOf } from "./figures/median";
import type { Step } from "./figures/tasks";
import { freshStart } from "./fleet";
import { type Operation, type Program, Stack, succeeded } from "./stack";
import type { Workspace } from "./workspace";

export type PluginLife = Record<Step, Operation> & {
  /** Of each resource in the state. */
  bytes: number;
};

export interface PluginSample {
  plugin: PluginLife;
  noOp: PluginLife;
  dynamic: PluginLife;
}

/** The milliseconds until each has started. */
export interface StartSample {
  plugin: number;
  noOp: number;
  /** A Node.js process that does nothing. */
  empty: number;
}

const EMPTY = "console.log(0); setInterval(() => {}, 1000)";

export async function measurePluginStart(workspace: Workspace): Promise<StartSample> {
  return {
    plugin: await untilFirstLine(workspace.plugin),
    noOp: await untilFirstLine(workspace.noOpPlugin),
    empty: await untilFirstLine(process.execPath, "-e", EMPTY),
  };
}

/** On its first line a plugin says at which port it listens. */
async function untilFirstLine(executable: string, ...parameters: string[]): Promise<number> {
  const began = performance.now();
  const child = spawn(executable, parameters, { stdio: ["ignore", "pipe", "inherit"] });
  await once(createInterface(child.stdout), "line");
  const milliseconds = performance.now() - began;
  const ended = once(child, "exit");
  child.kill("SIGINT");
  await ended;
  return milliseconds;
}

/** How often a run measures one task alone: a command takes so little then that its chance differences count. */
export const TIMES_OF_ONE_TASK = 5;

/** One resource for each room: through the plugin, next to a plugin that does nothing, and to dynamic resources. */
export async function measurePlugin(workspace: Workspace, emulator: Emulator, rooms: number): Promise<PluginSample> {
  const life = (program: Program) => live(workspace, emulator, program, rooms);
  return {
    plugin: await life("plugin"),
    noOp: await life("no-op-through-plugin"),
    dynamic: await life("tasks"),
  };
}

async function live(workspace: Workspace, emulator: Emulator, program: Program, rooms: number): Promise<PluginLife> {
  await freshStart(emulator);
  const stack = await Stack.create(workspace, program, rooms, emulator.environment);
  const up = succeeded(await stack.up());
  const bytes = medianOf(await stack.resourceSizes(), ({ whole }) => whole);
  const preview = succeeded(await stack.preview());
  const destroy = succeeded(await stack.destroy());
  await stack.dispose();
  return { up, preview, destroy, bytes };
}
