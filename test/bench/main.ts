import { join } from "node:path";
import { parseArgs } from "node:util";
import { readFigures, writeDocuments, writeFigures } from "./documents";
import { PARTS, type Setting } from "./figures/figures";
import { describeMachine } from "./machine";
import { measure, type Sizes } from "./measure";
import { report } from "./report/report";
import { ROOT, searchPathWithCli } from "./workspace";

const USAGE = `Usage: npm run bench -- [options]

  --runs <n>    how often everything is measured; medians are reported (default 3)
  --quick       small numbers of rooms, one run, printed instead of written: to see that it works
  --only <name> one part alone, ${PARTS.join(", ")}; the other figures stay as they are
  --draw        makes the report and its plots anew from the figures in docs/benchmarks.json, measures nothing`;

/** Milliseconds until an answer of the emulator. */
const ANSWER_TIME = 20;

const FULL: Sizes = { fleet: 1000, together: 150, tasks: [100, 500], plugin: [1, 100, 500], growth: [100, 1000, 5000] };
const QUICK: Sizes = { fleet: 120, together: 60, tasks: [10, 30], plugin: [1, 10], growth: [50, 100, 200] };

const DOCS = join(ROOT, "docs");

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: "string" },
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      draw: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const { quick, only, draw, help } = values;
  const runs = Number(values.runs ?? (quick ? 1 : 3));
  const parts = PARTS.filter((part) => only === undefined || only === part);
  if (help || !Number.isInteger(runs) || runs < 1 || parts.length === 0) {
    console.log(USAGE);
    process.exitCode = help ? 0 : 2;
    return;
  }
  if (draw) {
    await writeDocuments(DOCS, await readFigures(DOCS));
    console.error("Written: docs/benchmarks.md and its plots");
    return;
  }
  const searchPath = searchPathWithCli();
  const setting = { answerTime: ANSWER_TIME, ...describeMachine(ROOT, searchPath) };
  const earlier = only === undefined || quick ? undefined : await readFigures(DOCS);
  if (earlier) requireSameSetting(earlier.setting, setting);
  const measured = await measure(quick ? QUICK : FULL, runs, parts, setting, searchPath);
  if (quick) {
    console.log(await report(measured));
    return;
  }
  const figures = { ...earlier, ...measured };
  await writeFigures(DOCS, figures);
  await writeDocuments(DOCS, figures);
  console.error("Written: docs/benchmarks.json, docs/benchmarks.md and its plots");
}

/** The report names one machine and one set of versions for all its figures. */
function requireSameSetting(earlier: Setting, now: Setting): void {
  const [before, after] = [earlier, now].map((setting) => JSON.stringify(setting));
  if (before === after) return;
  throw new Error(
    `--only keeps figures that were measured elsewhere.\n  They: ${before}\n  Here: ${after}\n` +
      "Measure everything, without --only.",
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
