import { type GrowthFigures, QUANTITIES, type Quantity, straightLine } from "../figures/growth";
import { growthPlot } from "../plots/growth";
import type { Figure, Section } from "./section";
import { megabytes, seconds } from "./units";

/** Linear, but for noise. */
const TOLERANCE = 1.1;

const WORDS: Record<Quantity, { what: string; show: (value: number) => string }> = {
  up: { what: "up", show: seconds },
  preview: { what: "unchanged preview", show: seconds },
  bytes: { what: "state", show: megabytes },
  memory: { what: "peak memory of the provider process", show: megabytes },
};

export function growthSection(growth: GrowthFigures): Section {
  const figures = growth.flatMap((sample, index) =>
    QUANTITIES.map((quantity): Figure => {
      const { what, show } = WORDS[quantity];
      const { rooms, [quantity]: ours } = sample;
      const base = { what: `${rooms} rooms: ${what}`, ours: show(ours), against: "", ratio: "" };
      // The line goes through the first two sizes.
      const line = index < 2 ? undefined : straightLine(growth, quantity)?.(rooms);
      if (line === undefined) return base;
      const goal = { text: `${TOLERANCE.toFixed(2)} or less`, met: ours / line <= TOLERANCE };
      return { ...base, against: `straight line: ${show(line)}`, ratio: (ours / line).toFixed(2), goal };
    }),
  );
  const [small, middle] = growth;
  const text =
    "One `SegmentTaskGroup` each, against an emulator without limits, so that no time goes into being refused; the " +
    `provider still keeps the API's pace. The last size is compared with the straight line through ${small?.rooms} and ` +
    `${middle?.rooms} rooms: a ratio of 1 is linear growth, less is better. Each size is measured once.`;
  return { title: "Growth with the number of rooms", text, plot: growthPlot(growth), figures };
}
