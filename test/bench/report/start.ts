import type { StartFigures } from "../figures/start";
import type { Section } from "./section";
import { megabytes } from "./units";

export function startSection({ processes, milliseconds, zod, processor, bytes }: StartFigures): Section {
  return {
    title: "Start of the provider process",
    text:
      "What loading `pulumi-volcengine-rtc/provider` adds to a provider process that has loaded what @pulumi/pulumi " +
      `needs for itself. Validation, which is zod's, is loaded with the first check or call. Medians of ${processes} processes.`,
    figures: [
      {
        what: "time to load",
        ours: `${milliseconds.toFixed(0)} ms (processor: ${processor.toFixed(0)} ms)`,
        against: "",
        ratio: "",
        goal: { text: "60 ms or less", met: milliseconds <= 60 },
      },
      { what: "time to load zod, later", ours: `${zod.toFixed(0)} ms`, against: "", ratio: "" },
      {
        what: "memory, resident, of both",
        ours: megabytes(bytes),
        against: "",
        ratio: "",
        goal: { text: "15 MB or less", met: bytes <= 15e6 },
      },
    ],
  };
}
