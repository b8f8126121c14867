import type { FleetFigures } from "./fleet";
import type { GrowthFigures } from "./growth";
import type { KeepFigures } from "./keep";
import type { PluginFigures } from "./plugin";
import type { StartFigures } from "./start";
import type { TasksFigures } from "./tasks";
import type { TogetherFigures } from "./together";

/** The parts of the benchmark, in the order of the report. */
export const PARTS = ["start", "fleet", "together", "keep", "tasks", "plugin", "growth"] as const;
export type Part = (typeof PARTS)[number];

/** What was measured on, without anything that names the machine. */
export interface Setting {
  /** Milliseconds until an answer of the emulator. */
  answerTime: number;
  hardware: string;
  /** From a program's name to its version. */
  versions: Record<string, string>;
}

/** All that the report and the plots are made of, as docs/benchmarks.json keeps it. Times are milliseconds, sizes bytes. */
export interface Figures {
  setting: Setting;
  start?: StartFigures;
  fleet?: FleetFigures;
  together?: TogetherFigures;
  keep?: KeepFigures;
  /** One for each number of tasks. */
  tasks?: TasksFigures[];
  plugin?: PluginFigures;
  growth?: GrowthFigures;
}
