import type { PluginLife, PluginSample, StartSample } from "../plugin";
import { medianOf } from "./median";
import { rounded } from "./rounded";
import { STEPS, type Step } from "./tasks";

/** Of one thing in the three ways. */
type Each = Record<keyof PluginSample, number>;

/** Medians. */
export interface PluginFigures {
  /** How many processes were started. */
  processes: number;
  start: StartSample;
  runs: number;
  /** One for each number of tasks. */
  tasks: { rooms: number; steps: Record<Step, Each>; bytes: Each }[];
}

export function pluginFigures(
  starts: readonly StartSample[],
  tasks: readonly { rooms: number; samples: readonly PluginSample[] }[],
): PluginFigures {
  return {
    processes: starts.length,
    start: {
      plugin: rounded(medianOf(starts, ({ plugin }) => plugin)),
      noOp: rounded(medianOf(starts, ({ noOp }) => noOp)),
      empty: rounded(medianOf(starts, ({ empty }) => empty)),
    },
    runs: tasks.at(-1)?.samples.length ?? 0,
    tasks: tasks.map(({ rooms, samples }) => {
      const each = (of: (life: PluginLife) => number): Each => ({
        plugin: rounded(medianOf(samples, ({ plugin }) => of(plugin))),
        noOp: rounded(medianOf(samples, ({ noOp }) => of(noOp))),
        dynamic: rounded(medianOf(samples, ({ dynamic }) => of(dynamic))),
      });
      const steps = STEPS.map((step) => [step, each((life) => life[step].milliseconds)] as const);
      return { rooms, steps: Object.fromEntries(steps) as Record<Step, Each>, bytes: each(({ bytes }) => bytes) };
    }),
  };
}
