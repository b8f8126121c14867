import type { ColdStartSample } from "../cold-start";
import { medianOf } from "./median";
import { rounded } from "./rounded";

/** What loading the package adds to a provider process; medians. */
export interface StartFigures extends ColdStartSample {
  processes: number;
}

export function startFigures(samples: readonly ColdStartSample[]): StartFigures {
  const figure = (of: (sample: ColdStartSample) => number) => rounded(medianOf(samples, of));
  return {
    processes: samples.length,
    milliseconds: figure(({ milliseconds }) => milliseconds),
    zod: figure(({ zod }) => zod),
    processor: figure(({ processor }) => processor),
    bytes: figure(({ bytes }) => bytes),
  };
}
