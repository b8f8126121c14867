import { SHOWN_FIELDS } from "#segment/fields";
import { type Docstring, docstringsOf } from "./docstrings.mts";
import { TASK_STATUS } from "./named-types.mts";
import type { ObjectSpec, Properties, PropertySpec, TypeSpec } from "./spec.mts";
import { enumSpec, type Types, tokenOf } from "./types.mts";

type Members = ReadonlyMap<string, Docstring>;

const settings = docstringsOf("segment/inputs.ts");
const RESOLVED = settings("ResolvedSegment").members;
const TASK_ID = docstringsOf("segment/identity.ts")("TaskId").members;
const TASK_STATE = docstringsOf("segment/task/state.ts")("TaskState").members;
const ROOM_TASK = docstringsOf("segment/group/state.ts")("RoomTask");
const OBSERVED = docstringsOf("segment/observation.ts")("ObservedSettings");
const RESULT = docstringsOf("dynamic/segment-task/get-segment-task.ts")("GetSegmentTaskResult").members;

/** An input as it stands among the outputs: there is no default to it any more, and no credentials in it. */
export function outputOf(types: Types, name: string, input: PropertySpec): PropertySpec {
  const { default: _, willReplaceOnChanges: __, ...output } = input;
  if (name === "storageConfig") return { ...output, ...withoutSecrets(types, "StorageConfig", "StoragePlace") };
  if (name === "preflight") return { ...output, ...withoutSecrets(types, "Preflight", "PreflightSettings") };
  return output;
}

/** What there is of an object once all its defaults are filled in. */
export function resolvedControl(types: Types): TypeSpec {
  const { properties } = types.objectCalled("Control");
  const spec: ObjectSpec = {
    description: settings("ResolvedControl").text,
    type: "object",
    properties: mapped(properties, ({ default: _, ...property }) => property),
    required: Object.keys(properties),
  };
  return types.named("ResolvedControl", spec);
}

/** What a look at any task gives; the outputs of a task say of which types its settings are. */
export function lookedUp(types: Types, task: Properties): Pick<ObjectSpec, "properties" | "required"> {
  return {
    properties: { ...declared(types, TASK_ID), ...observed(task), ...declared(types, RESULT) },
    required: [...required(TASK_ID), ...required(RESULT)],
  };
}

/** The task of a room of a group. */
export function roomTask(types: Types, task: Properties): TypeSpec {
  types.named("ObservedSettings", {
    description: OBSERVED.text,
    type: "object",
    properties: observed(task),
    required: [],
  });
  return types.named("RoomTask", {
    description: ROOM_TASK.text,
    type: "object",
    properties: { ...declared(types, TASK_STATE), ...declared(types, ROOM_TASK.members) },
    required: [...required(TASK_STATE), ...required(ROOM_TASK.members)],
  });
}

/** Properties whose types are declared in TypeScript. */
export function declared(types: Types, members: Members): Properties {
  return Object.fromEntries(
    [...members].map(([name, { text, type }]) => [name, { ...typeOf(types, type), description: text }]),
  );
}

/** Those of them that are always there. */
export function required(members: Members): string[] {
  return [...members]
    .filter(([, { optional, type }]) => !optional && !type.includes("undefined"))
    .map(([name]) => name);
}

function observed(task: Properties): Properties {
  const docOf = (name: string) => (OBSERVED.members.get(name) ?? RESOLVED.get(name))?.text ?? "";
  return Object.fromEntries(SHOWN_FIELDS.map((name) => [name, { ...task[name], description: docOf(name) }]));
}

function withoutSecrets(types: Types, input: string, output: string): TypeSpec {
  const { description, properties, required } = types.objectCalled(input);
  const open = Object.fromEntries(Object.entries(properties).filter(([, { secret }]) => !secret));
  return types.named(output, {
    description: description.replace(/\.$/, "; without credentials."),
    type: "object",
    properties: mapped(open, ({ default: _, ...property }) => property),
    required: required.filter((name) => name in open),
  });
}

function mapped(properties: Properties, change: (property: PropertySpec) => PropertySpec): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, change(property)]));
}

function typeOf(types: Types, written: string): TypeSpec {
  const type = written.replace(/^pulumi\.Output<(.+)>$/, "$1").replace(/ \| undefined$/, "");
  const value = /^Record<string, (\w+)>$/.exec(type)?.[1];
  if (value !== undefined) return { type: "object", additionalProperties: typeOf(types, value) };
  if (type.endsWith("[]")) return { type: "array", items: typeOf(types, type.slice(0, -2)) };
  switch (type) {
    case "string":
    case "SegmentField":
      return { type: "string" };
    case "number":
      return { type: "integer" };
    case "TaskStatus":
      return types.named(TASK_STATUS.name, enumSpec(TASK_STATUS.description, TASK_STATUS.words));
    case "RoomTask":
    case "ObservedSettings":
      return { $ref: `#/types/${tokenOf(type)}` };
    default:
      throw new Error(`No type of the package is known for ${written}`);
  }
}
