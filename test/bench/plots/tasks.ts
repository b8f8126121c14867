import { apiTime, STEP_NAME, STEPS, type TasksFigures } from "../figures/tasks";
import type { Bars, Plot } from "./plot";

/** One resource for each room, next to what it is compared with. */
export function tasksPlot(tasks: TasksFigures): Plot {
  return {
    file: `tasks-${tasks.rooms}.svg`,
    alt:
      `Bars: the time of each command, the state of each task and the peak memory for ${tasks.rooms} tasks, next to ` +
      "resources that do nothing and to those from the documentation. The table below has the figures.",
    panels: [times(tasks), stateSize(tasks), peakMemory(tasks)],
  };
}

function times({ rooms, steps, documentedComplete }: TasksFigures): Bars {
  const series: Bars["series"] = [
    { name: "this package", values: STEPS.map((step) => steps[step].task / 1000) },
    { name: "resources that do nothing", values: STEPS.map((step) => steps[step].noOp / 1000) },
    { name: "the API's time", values: STEPS.map((step) => apiTime(rooms, step) / 1000 || null) },
  ];
  const documented = STEPS.flatMap((step) => steps[step].documented.milliseconds ?? []);
  // What gave up or had less to do is no measure of time.
  if (documentedComplete && documented.length === STEPS.length) {
    series.push({ name: "from the documentation", values: documented.map((time) => time / 1000) });
  }
  return { kind: "bars", title: "time, seconds", digits: 1, groups: STEPS.map((step) => STEP_NAME[step]), series };
}

function stateSize({ bytes }: TasksFigures): Bars {
  return {
    kind: "bars",
    title: "state, bytes",
    digits: 0,
    groups: ["each task"],
    series: [
      { name: "this package", values: [bytes.task] },
      { name: "resources that do nothing", values: [bytes.noOp] },
      { name: "from the documentation", values: [bytes.documented] },
    ],
  };
}

function peakMemory({ memory }: TasksFigures): Bars {
  return {
    kind: "bars",
    title: "peak memory, MB",
    digits: 0,
    groups: ["provider process"],
    series: [
      { name: "this package", values: [memory.task / 1e6] },
      { name: "resources that do nothing", values: [memory.noOp / 1e6] },
    ],
  };
}
