import { type GrowthFigures, QUANTITIES, type Quantity, straightLine } from "../figures/growth";
import type { Lines, Plot } from "./plot";

const PANELS: Record<Quantity, { title: string; unit: number; digits: number }> = {
  up: { title: "up, seconds", unit: 1000, digits: 0 },
  preview: { title: "unchanged preview, seconds", unit: 1000, digits: 1 },
  bytes: { title: "state, MB", unit: 1e6, digits: 2 },
  memory: { title: "peak memory, MB", unit: 1e6, digits: 0 },
};

/** How time, state and memory grow with the rooms of a group. */
export function growthPlot(growth: GrowthFigures): Plot {
  const sizes = growth.map(({ rooms }) => rooms).join(", ");
  return {
    file: "growth.svg",
    alt:
      `Lines: the time of up and of an unchanged preview, the state and the peak memory for groups of ${sizes} rooms, ` +
      "next to the straight line through the two smallest. The table below has the figures.",
    panels: QUANTITIES.map((quantity) => panel(growth, quantity)),
  };
}

function panel(growth: GrowthFigures, quantity: Quantity): Lines {
  const { title, unit, digits } = PANELS[quantity];
  const line = straightLine(growth, quantity);
  const measured = growth.map((sample): [number, number] => [sample.rooms, sample[quantity] / unit]);
  const series: Lines["series"] = [{ name: "this package", points: measured }];
  if (line) {
    series.push({ name: "straight line", points: growth.map(({ rooms }) => [rooms, line(rooms) / unit]) });
  }
  return { kind: "lines", title, digits, across: "rooms", series };
}
