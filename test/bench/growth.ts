import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import { freshStart } from "./fleet";
import { medianOf } from "./median";
import { type Figure, megabytes, type Section, seconds } from "./report";
import { Stack, succeeded } from "./stack";
import type { Workspace } from "./workspace";

export interface GrowthSample {
  rooms: number;
  up: number;
  preview: number;
  bytes: number;
  memory: number;
}

/** One group of a given size. The provider keeps its own pace, though the emulator asks for none. */
export async function measureGrowth(workspace: Workspace, emulator: Emulator, rooms: number): Promise<GrowthSample> {
  await freshStart(emulator);
  await emulator.admin.changeSettings({ limits: false });
  const stack = await Stack.create(workspace, "group", rooms, emulator.environment);
  const up = succeeded(await stack.up()).milliseconds;
  const memory = await stack.peakMemory();
  const bytes = (await stack.resourceSizes()).reduce((sum, { whole }) => sum + whole, 0);
  const preview = succeeded(await stack.preview()).milliseconds;
  await stack.dispose();
  return { rooms, up, preview, bytes, memory };
}

/** Linear, but for noise. */
const TOLERANCE = 1.1;

export function growthSection(samples: readonly GrowthSample[]): Section {
  const sizes = [...new Set(samples.map(({ rooms }) => rooms))].sort((a, b) => a - b);
  const [small = 0, middle = 0] = sizes;
  const row = (
    rooms: number,
    what: string,
    figure: (sample: GrowthSample) => number,
    show: (value: number) => string,
  ): Figure => {
    const at = (size: number) =>
      medianOf(
        samples.filter((sample) => sample.rooms === size),
        figure,
      );
    const ours = at(rooms);
    const base = { what: `${rooms} rooms: ${what}`, ours: show(ours), against: "", ratio: "" };
    if (rooms === small || rooms === middle) return base;
    const line = at(middle) + ((at(middle) - at(small)) / (middle - small)) * (rooms - middle);
    const goal = { text: `${TOLERANCE.toFixed(2)} or less`, met: ours / line <= TOLERANCE };
    return { ...base, against: `straight line: ${show(line)}`, ratio: (ours / line).toFixed(2), goal };
  };
  const figures = sizes.flatMap((rooms) => [
    row(rooms, "up", ({ up }) => up, seconds),
    row(rooms, "unchanged preview", ({ preview }) => preview, seconds),
    row(rooms, "state", ({ bytes }) => bytes, megabytes),
    row(rooms, "peak memory of the provider process", ({ memory }) => memory, megabytes),
  ]);
  const text =
    "One `SegmentTaskGroup` each, against an emulator without limits, so that no time goes into being refused; the " +
    `provider still keeps the API's pace. The last size is compared with the straight line through ${small} and ${middle} ` +
    "rooms: a ratio of 1 is linear growth, less is better. Each size is measured once.";
  return { title: "Growth with the number of rooms", text, figures };
}
