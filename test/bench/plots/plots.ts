import type { Figures } from "../figures/figures";
import { callRatesPlot } from "./call-rates";
import { growthPlot } from "./growth";
import type { Plot } from "./plot";
import { tasksPlot } from "./tasks";

export function plotsOf({ fleet, tasks, growth }: Figures): Plot[] {
  return [
    ...(fleet ? [callRatesPlot(fleet)] : []),
    ...(tasks ?? []).map(tasksPlot),
    ...(growth ? [growthPlot(growth)] : []),
  ];
}
