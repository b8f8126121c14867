import { LIMITS } from "../api-limits";
import { apiTime, STEP_NAME, STEPS, type Step, type TasksFigures } from "../figures/tasks";
import { tasksPlot } from "../plots/tasks";
import type { Figure, Section } from "./section";
import { mediansOf, megabytes, seconds } from "./units";

export function tasksSection(tasks: TasksFigures): Section {
  const { rooms, refused, unfinished, bytes, memory } = tasks;
  const figures = STEPS.flatMap((step) => stepFigures(tasks, step));
  figures.push(
    {
      what: "calls refused by the limit",
      ours: `${refused.task}, repeated`,
      against: `from the documentation: ${refused.documented}`,
      ratio: "",
    },
    {
      what: "tasks not started or not stopped",
      ours: String(unfinished.task),
      against: `from the documentation: ${unfinished.documented}`,
      ratio: "",
      goal: { text: "0 in every run", met: unfinished.worst === 0 },
    },
    {
      what: "state of each task",
      ours: `${bytes.task} bytes, of which inputs and outputs ${tasks.properties}`,
      against: `from the documentation: ${bytes.documented} bytes`,
      ratio: (bytes.task / bytes.documented).toFixed(2),
      goal: { text: "2,000 bytes or less", met: bytes.task <= 2000 },
    },
    {
      what: "peak memory of the provider process",
      ours: megabytes(memory.task),
      against: `no-op: ${megabytes(memory.noOp)}`,
      ratio: (memory.task / memory.noOp).toFixed(2),
    },
  );
  const text =
    `${rooms} \`SegmentTask\`s, next to ${rooms} resources that do nothing and have the same inputs and outputs ` +
    `(${bytes.noOp} bytes of state each), and to ${rooms} \`dynamic.Resource\`s written from Pulumi's documentation with ` +
    "the SDK's `Service` class. The API's time is what the calls take at its limit; for destroy these are " +
    `${LIMITS.GetSegmentTask} looks a second, by which a task is told from another of its id. An unchanged preview takes more ` +
    "than that of the no-op because the program and the provider process load this package, and every task is " +
    `validated and compared. The state of each task is measured as the backend stores it. ${mediansOf(tasks.runs)}`;
  return { title: `${rooms} tasks, one resource each`, text, plot: tasksPlot(tasks), figures };
}

function stepFigures({ rooms, runs, steps, documentedComplete }: TasksFigures, step: Step): Figure[] {
  const { task, noOp, documented } = steps[step];
  const api = apiTime(rooms, step);
  const beyond = (task - api) / noOp;
  const { failedRuns, milliseconds } = documented;
  return [
    {
      what: STEP_NAME[step],
      ours: seconds(task),
      against: `no-op: ${seconds(noOp)}${api > 0 ? `, API: ${seconds(api)}` : ""}`,
      ratio: api > 0 ? `${(task / noOp).toFixed(2)}; beyond the API's time ${beyond.toFixed(2)}` : beyond.toFixed(2),
      goal: { text: "1.10 or less beyond the API's time", met: beyond <= 1.1 },
    },
    {
      what: STEP_NAME[step],
      ours: seconds(task),
      against: `from the documentation: ${milliseconds === null ? `failed in ${failedRuns} of ${runs} runs` : seconds(milliseconds)}`,
      // What gave up or had less to do is no measure of time.
      ratio: documentedComplete && milliseconds !== null ? (task / milliseconds).toFixed(2) : "",
    },
  ];
}
