import { LIMITS } from "../api-limits";
import type { Life, TasksSample } from "../single-tasks";
import { medianOf } from "./median";
import { rounded } from "./rounded";

export const STEPS = ["up", "preview", "destroy"] as const;
export type Step = (typeof STEPS)[number];

export const STEP_NAME: Record<Step, string> = { up: "up", preview: "unchanged preview", destroy: "destroy" };

/**
 * How many of the calls a step can't do without the API takes a second. Of what a destroy does, the look at each task,
 * without which it might stop somebody else's, is the slower.
 */
const CALLS_PER_SECOND: Record<Step, number> = {
  up: LIMITS.StartSegment,
  preview: Number.POSITIVE_INFINITY,
  destroy: LIMITS.GetSegmentTask,
};

/** The milliseconds that the calls of a step take at the API's limit. */
export function apiTime(rooms: number, step: Step): number {
  return (rooms / CALLS_PER_SECOND[step]) * 1000;
}

/** The milliseconds of one command; medians. */
export interface StepFigures {
  task: number;
  noOp: number;
  /** In how many runs the one from the documentation failed, and its time unless it did: what gave up is no measure. */
  documented: { failedRuns: number; milliseconds: number | null };
}

/** One resource for each room; medians. */
export interface TasksFigures {
  runs: number;
  rooms: number;
  steps: Record<Step, StepFigures>;
  /** Calls that the limit refused. */
  refused: { task: number; documented: number };
  /** Tasks not started or not stopped; of the package also in its worst run. */
  unfinished: { task: number; worst: number; documented: number };
  /** Whether the one from the documentation finished all tasks in every run: only then do its times compare. */
  documentedComplete: boolean;
  /** Of each resource in the state. */
  bytes: { task: number; noOp: number; documented: number };
  /** The part of a task's state that is inputs and outputs. */
  properties: number;
  memory: { task: number; noOp: number };
}

export function tasksFigures(samples: readonly TasksSample[], rooms: number): TasksFigures {
  const figure = (of: (sample: TasksSample) => number) => rounded(medianOf(samples, of));
  const each = (of: (life: Life) => number) => ({
    task: figure(({ task }) => of(task)),
    noOp: figure(({ noOp }) => of(noOp)),
    documented: figure(({ documented }) => of(documented)),
  });
  const step = (name: Step): StepFigures => {
    const { documented, ...times } = each((life) => life[name].milliseconds);
    const failedRuns = samples.filter((sample) => !sample.documented[name].succeeded).length;
    return { ...times, documented: { failedRuns, milliseconds: failedRuns > 0 ? null : documented } };
  };
  const refused = each((life) => life.refused);
  const unfinished = each((life) => life.unfinished);
  const memory = each((life) => life.memory);
  return {
    runs: samples.length,
    rooms,
    steps: { up: step("up"), preview: step("preview"), destroy: step("destroy") },
    refused: { task: refused.task, documented: refused.documented },
    unfinished: {
      task: unfinished.task,
      worst: Math.max(...samples.map(({ task }) => task.unfinished)),
      documented: unfinished.documented,
    },
    documentedComplete: samples.every(({ documented }) => documented.unfinished === 0),
    bytes: each((life) => life.bytes),
    properties: figure(({ task }) => task.properties),
    memory: { task: memory.task, noOp: memory.noOp },
  };
}
