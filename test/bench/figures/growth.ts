import type { GrowthSample } from "../growth";
import { rounded } from "./rounded";

export type Quantity = Exclude<keyof GrowthSample, "rooms">;

export const QUANTITIES = ["up", "preview", "bytes", "memory"] as const satisfies Quantity[];

/** Each size was measured once; from few rooms to many. */
export type GrowthFigures = GrowthSample[];

export function growthFigures(samples: readonly GrowthSample[]): GrowthFigures {
  return samples
    .map(({ rooms, up, preview, bytes, memory }) => ({
      rooms,
      up: rounded(up),
      preview: rounded(preview),
      bytes: rounded(bytes),
      memory: rounded(memory),
    }))
    .sort((a, b) => a.rooms - b.rooms);
}

/** The straight line through the two smallest sizes: what linear growth would come to. Undefined with fewer than two. */
export function straightLine(figures: GrowthFigures, quantity: Quantity): ((rooms: number) => number) | undefined {
  const [small, middle] = figures;
  if (small === undefined || middle === undefined) return undefined;
  const slope = (middle[quantity] - small[quantity]) / (middle.rooms - small.rooms);
  return (rooms) => middle[quantity] + slope * (rooms - middle.rooms);
}
