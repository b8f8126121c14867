import { startEmulator } from "pulumi-volcengine-rtc/emulator";
import { type ColdStartSample, measureColdStart } from "./cold-start";
import type { Figures, Part, Setting } from "./figures/figures";
import { fleetFigures } from "./figures/fleet";
import { growthFigures } from "./figures/growth";
import { keepFigures } from "./figures/keep";
import { pluginFigures } from "./figures/plugin";
import { startFigures } from "./figures/start";
import { tasksFigures } from "./figures/tasks";
import { togetherFigures } from "./figures/together";
import { type FleetSample, measureFleet } from "./fleet";
import { type GrowthSample, measureGrowth } from "./growth";
import { type KeepSample, measureKeep } from "./keep";
import { measurePlugin, measurePluginStart, type PluginSample, type StartSample, TIMES_OF_ONE_TASK } from "./plugin";
import { measureTasks, type TasksSample } from "./single-tasks";
import { measureTogether, type TogetherSample } from "./together";
import { Workspace } from "./workspace";

/** Numbers of rooms. */
export interface Sizes {
  fleet: number;
  /** Of each of the stacks. */
  together: number;
  tasks: readonly number[];
  plugin: readonly number[];
  growth: readonly number[];
}

const COLD_STARTS = 7;

const STACKS_TOGETHER = 3;

/** Measures the parts that are wanted, those that are compared with each other in turns. */
export async function measure(
  sizes: Sizes,
  runs: number,
  parts: readonly Part[],
  setting: Setting,
  searchPath: string,
): Promise<Figures> {
  const workspace = await Workspace.create(searchPath);
  const emulator = await startEmulator({ latencyMs: setting.answerTime });
  const started = performance.now();
  const say = (text: string) => console.error(`${Math.round((performance.now() - started) / 1000)} s: ${text}`);
  const wanted = (part: Part) => parts.includes(part);
  const coldStarts: ColdStartSample[] = [];
  const fleets: FleetSample[] = [];
  const together: TogetherSample[] = [];
  const kept: KeepSample[] = [];
  const tasks = sizes.tasks.map((rooms) => ({ rooms, samples: [] as TasksSample[] }));
  const pluginStarts: StartSample[] = [];
  const plugins = sizes.plugin.map((rooms) => ({ rooms, samples: [] as PluginSample[] }));
  const growth: GrowthSample[] = [];
  try {
    for (let start = 0; wanted("start") && start < COLD_STARTS; start++) {
      coldStarts.push(await measureColdStart(workspace));
    }
    for (let start = 0; wanted("plugin") && start < COLD_STARTS; start++) {
      pluginStarts.push(await measurePluginStart(workspace));
    }
    for (let run = 1; run <= runs; run++) {
      if (wanted("fleet")) {
        say(`run ${run} of ${runs}: ${sizes.fleet} rooms in one resource`);
        fleets.push(await measureFleet(workspace, emulator, sizes.fleet));
      }
      if (wanted("together")) {
        say(`run ${run} of ${runs}: ${STACKS_TOGETHER} stacks of ${sizes.together} rooms at once`);
        together.push(await measureTogether(workspace, emulator, STACKS_TOGETHER, sizes.together));
      }
      if (wanted("keep")) {
        say(`run ${run} of ${runs}: ${sizes.fleet} rooms are kept running`);
        kept.push(await measureKeep(workspace, emulator, sizes.fleet));
      }
      for (const { rooms, samples } of wanted("tasks") ? tasks : []) {
        say(`run ${run} of ${runs}: ${rooms} tasks, one resource each`);
        samples.push(await measureTasks(workspace, emulator, rooms));
      }
      for (const { rooms, samples } of wanted("plugin") ? plugins : []) {
        say(`run ${run} of ${runs}: ${rooms} tasks through the plugin`);
        for (let time = 0; time < (rooms === 1 ? TIMES_OF_ONE_TASK : 1); time++) {
          samples.push(await measurePlugin(workspace, emulator, rooms));
        }
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
  return {
    setting,
    ...(wanted("start") && { start: startFigures(coldStarts) }),
    ...(wanted("fleet") && { fleet: fleetFigures(fleets, sizes.fleet) }),
    ...(wanted("together") && { together: togetherFigures(together, STACKS_TOGETHER, sizes.together) }),
    ...(wanted("keep") && { keep: keepFigures(kept, sizes.fleet) }),
    ...(wanted("tasks") && { tasks: tasks.map(({ rooms, samples }) => tasksFigures(samples, rooms)) }),
    ...(wanted("plugin") && { plugin: pluginFigures(pluginStarts, plugins) }),
    ...(wanted("growth") && { growth: growthFigures(growth) }),
  };
}
