import { docstringsOf } from "./docstrings.mts";
import { examplesOf } from "./examples.mts";
import { lookedUp } from "./outputs.mts";
import type { FunctionSpec, Properties } from "./spec.mts";
import type { Types } from "./types.mts";

/** The function that looks at a task; the outputs of a task say of which types its settings are. */
export function getSegmentTask(types: Types, task: Properties): FunctionSpec {
  const { text, returns } = docstringsOf("dynamic/segment-task/get-segment-task.ts")("getSegmentTask");
  const outputs = lookedUp(types, task);
  const id = ["appId", "roomId", "taskId"];
  return {
    description: [text, returns, examplesOf("getSegmentTask")].join("\n\n"),
    inputs: { properties: Object.fromEntries(id.map((name) => [name, outputs.properties[name] ?? {}])), required: id },
    outputs: { properties: outputs.properties, required: outputs.required },
  };
}
