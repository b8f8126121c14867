import type { PluginFigures } from "../figures/plugin";
import { apiTime, STEP_NAME, STEPS } from "../figures/tasks";
import { TIMES_OF_ONE_TASK } from "../plugin";
import type { Figure, Section } from "./section";
import { mediansOf, seconds } from "./units";

export function pluginSection(figures: PluginFigures): Section {
  const { processes, start, runs, tasks } = figures;
  return {
    title: "The plugin",
    text:
      "`SegmentTask`s that the plugin serves, next to resources of the same inputs and outputs of a plugin that does nothing, whose " +
      "class declares the same outputs as well, and to " +
      `dynamic \`SegmentTask\`s. The start is the time until a plugin listens, the median of ${processes} processes. ` +
      `${mediansOf(runs)} One task alone is measured ${TIMES_OF_ONE_TASK} times as often, and its medians told.`,
    figures: [
      {
        what: "start",
        ours: `${start.plugin.toFixed(0)} ms`,
        against: `no-op plugin: ${start.noOp.toFixed(0)} ms, an empty Node.js process: ${start.empty.toFixed(0)} ms`,
        ratio: (start.plugin / start.noOp).toFixed(2),
        goal: { text: "200 ms or less", met: start.plugin <= 200 },
      },
      ...tasks.flatMap(taskFigures),
    ],
  };
}

function taskFigures({ rooms, steps, bytes }: PluginFigures["tasks"][number]): Figure[] {
  const of = rooms === 1 ? "1 task" : `${rooms} tasks`;
  return [
    ...STEPS.map((step): Figure => {
      const { plugin, noOp, dynamic } = steps[step];
      const api = apiTime(rooms, step);
      const beyond = (plugin - api) / noOp;
      return {
        what: `${of}: ${STEP_NAME[step]}`,
        ours: seconds(plugin),
        against: `no-op plugin: ${seconds(noOp)}${api > 0 ? `, API: ${seconds(api)}` : ""}; dynamic: ${seconds(dynamic)}`,
        ratio: `beyond the API's time ${beyond.toFixed(2)}; of dynamic ${(plugin / dynamic).toFixed(2)}`,
        ...(step === "destroy" ? {} : { goal: { text: "1.10 or less beyond the API's time", met: beyond <= 1.1 } }),
      };
    }),
    {
      what: `${of}: state of each`,
      ours: `${bytes.plugin} bytes`,
      against: `dynamic: ${bytes.dynamic} bytes`,
      ratio: (bytes.plugin / bytes.dynamic).toFixed(2),
    },
  ];
}
