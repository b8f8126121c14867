/** A picture of some figures, independent of what draws it. */
export interface Plot {
  /** The name of its file in docs/benchmarks. */
  file: string;
  /** For who can't see it. */
  alt: string;
  /** Side by side. */
  panels: Panel[];
}

export type Panel = Bars | Lines;

interface Axes {
  /** What is shown, with its unit. */
  title: string;
  /** Digits after the point of each value. */
  digits: number;
}

/** A group of bars for each name, with a bar of each series in it; null where there is none. */
export interface Bars extends Axes {
  kind: "bars";
  groups: string[];
  series: { name: SeriesName; values: (number | null)[] }[];
}

export interface Lines extends Axes {
  kind: "lines";
  across: string;
  series: { name: SeriesName; points: [x: number, y: number][] }[];
}

/** The same series looks the same in every plot. */
export type SeriesName = (typeof SERIES)[number];
export const SERIES = [
  "this package",
  "resources that do nothing",
  "from the documentation",
  "bare loop",
  "the API's limit",
  "the API's time",
  "straight line",
] as const;
