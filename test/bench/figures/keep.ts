import type { KeepSample } from "../keep";
import { medianOf } from "./median";
import { rounded } from "./rounded";

/** Medians, but for what a round changed: that is of the worst run. */
export interface KeepFigures extends KeepSample {
  runs: number;
  rooms: number;
}

export function keepFigures(samples: readonly KeepSample[], rooms: number): KeepFigures {
  const figure = (of: (sample: KeepSample) => number) => rounded(medianOf(samples, of));
  return {
    runs: samples.length,
    rooms,
    quiet: figure(({ quiet }) => quiet),
    healing: figure(({ healing }) => healing),
    changes: {
      started: Math.min(...samples.map(({ changes }) => changes.started)),
      others: Math.max(...samples.map(({ changes }) => changes.others)),
    },
    targetedUp: figure(({ targetedUp }) => targetedUp),
    event: figure(({ event }) => event),
    eventUp: figure(({ eventUp }) => eventUp),
  };
}
