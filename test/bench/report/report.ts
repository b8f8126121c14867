import type { Figures, Setting } from "../figures/figures";
import { fleetSection } from "./fleet";
import { growthSection } from "./growth";
import { keepSection } from "./keep";
import { pluginSection } from "./plugin";
import { sectionMarkdown } from "./section";
import { startSection } from "./start";
import { tasksSection } from "./tasks";
import { togetherSection } from "./together";

/** docs/benchmarks.md. */
export async function report({
  setting,
  start,
  fleet,
  together,
  keep,
  tasks,
  plugin,
  growth,
}: Figures): Promise<string> {
  const sections = [
    ...(start ? [startSection(start)] : []),
    ...(fleet ? [fleetSection(fleet)] : []),
    ...(together ? [togetherSection(together)] : []),
    ...(keep ? [keepSection(keep)] : []),
    ...(tasks ?? []).map(tasksSection),
    ...(plugin ? [pluginSection(plugin)] : []),
    ...(growth ? [growthSection(growth)] : []),
  ];
  return `${[intro(setting), ...(await Promise.all(sections.map(sectionMarkdown)))].join("\n\n")}\n`;
}

function intro({ answerTime, hardware, versions }: Setting): string {
  return `# Benchmarks

Written by \`npm run bench\`. Everything is measured side by side on one machine, with the real CLI and state in files, \
against the [emulator](emulator.md) with an answer time of ${answerTime} ms and the documented limits. Seconds depend on \
the machine; the ratios are what counts. The figures in full are kept in [benchmarks.json](benchmarks.json), from which \
this page and its plots are made.

- Machine: ${hardware}
- ${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ")}`;
}
