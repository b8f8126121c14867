import type { TogetherSample } from "../together";
import { medianOf } from "./median";

/** Several `up`s at once on one account; medians. */
export interface TogetherFigures extends TogetherSample {
  runs: number;
  stacks: number;
  /** Of each stack. */
  rooms: number;
}

export function togetherFigures(samples: readonly TogetherSample[], stacks: number, rooms: number): TogetherFigures {
  const share = (of: (sample: TogetherSample) => number) => Math.round(medianOf(samples, of) * 1000) / 1000;
  return {
    runs: samples.length,
    stacks,
    rooms,
    used: share(({ used }) => used),
    fairness: share(({ fairness }) => fairness),
  };
}
