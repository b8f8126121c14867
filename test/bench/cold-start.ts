import { medianOf } from "./median";
import { megabytes, type Section } from "./report";
import type { Workspace } from "./workspace";

export interface ColdStartSample {
  milliseconds: number;
  /** The part of it that goes into loading zod. */
  zod: number;
  /** Processor time in milliseconds. */
  processor: number;
  bytes: number;
}

/** Loads the package in a process that already is a dynamic provider. */
export function measureColdStart(workspace: Workspace): Promise<ColdStartSample> {
  return workspace.json<ColdStartSample>("cold-start.js");
}

export function coldStartSection(samples: readonly ColdStartSample[]): Section {
  const milliseconds = medianOf(samples, (sample) => sample.milliseconds);
  const zod = medianOf(samples, (sample) => sample.zod);
  const processor = medianOf(samples, (sample) => sample.processor);
  const bytes = medianOf(samples, (sample) => sample.bytes);
  return {
    title: "Start of the provider process",
    text:
      "What loading `pulumi-volcengine-rtc/provider` adds to a provider process that has loaded what @pulumi/pulumi " +
      `needs for itself. Median of ${samples.length} processes.`,
    figures: [
      {
        what: "time to load",
        ours: `${milliseconds.toFixed(0)} ms (processor: ${processor.toFixed(0)} ms; zod alone: ${zod.toFixed(0)} ms)`,
        against: "",
        ratio: "",
        goal: { text: "60 ms or less", met: milliseconds <= 60 },
      },
      {
        what: "memory, resident",
        ours: megabytes(bytes),
        against: "",
        ratio: "",
        goal: { text: "15 MB or less", met: bytes <= 15e6 },
      },
    ],
  };
}
