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
  const bytes = (await stack.resourceBytes()).reduce((sum, size) => sum + size, 0);
  const preview = succeeded(await stack.preview()).milliseconds;
  await stack.dispose();
  return { rooms, up, preview, bytes, memory };
}

/** Linear, but for noise. */
const TOLERANCE = 1.1;

export function growthSection(samples: readonly GrowthSample[]): Section {
  const sizes = [...new Set(samples.map(({ rooms }) => rooms))].sort((a, b) => a - b);
  const at = (rooms: number, figure: (sample: GrowthSample) => number) =>
    medianOf(
      samples.filter((sample) => sample.rooms === rooms),
      figure,
    );
  const smallest = sizes[0] ?? 0;
  const figures = sizes.flatMap((rooms): Figure[] => {
    const growth = (figure: (sample: GrowthSample) => number) => at(rooms, figure) / at(smallest, figure);
    const factor = rooms / smallest;
    const row = (what: string, figure: (sample: GrowthSample) => number, show: (value: number) => string): Figure => ({
      what: `${rooms} rooms: ${what}`,
      ours: show(at(rooms, figure)),
      against: rooms === smallest ? "" : `${smallest} rooms, times ${factor}: ${show(at(smallest, figure) * factor)}`,
      ratio: rooms === smallest ? "" : (growth(figure) / factor).toFixed(2),
      ...(rooms === smallest
        ? {}
        : { goal: { text: `${TOLERANCE.toFixed(2)} or less`, met: growth(figure) / factor <= TOLERANCE } }),
    });
    return [
      row("up", ({ up }) => up, seconds),
      row("unchanged preview", ({ preview }) => preview, seconds),
      row("state", ({ bytes }) => bytes, megabytes),
      row("peak memory of the provider process", ({ memory }) => memory, megabytes),
    ];
  });
  const text =
    "One `SegmentTaskGroup` each, against an emulator without limits, to tell the provider's own cost from that of " +
    "waiting to be refused; the provider still keeps the API's pace. A ratio of 1 is linear growth, less is better.";
  return { title: "Growth with the number of rooms", text, figures };
}
