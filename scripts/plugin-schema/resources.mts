import { FIELDS as CALLBACK_FACTS } from "#callback/settings/fields";
import type { Fact } from "#inputs/facts";
import { DYNAMIC_TYPES, type ResourceKind } from "#resource-types";
import { FIELDS, ROOM_FIELDS } from "#segment/fields";
import { GROUP_REPLACED_BY, OWN_FIELDS } from "#segment/group/fields";
import { CALLBACK_ARGS, GROUP_ARGS, memberOf, SEGMENT_TASK_ARGS } from "./args.mts";
import { type Documented, docstringsOf } from "./docstrings.mts";
import { examplesOf } from "./examples.mts";
import { CALLBACK, SEGMENT_TASK, SEGMENT_TASK_GROUP } from "./inputs.mts";
import type { ObjectSchema } from "./json-schema.mts";
import { declared, outputOf, required, resolvedControl, roomTask } from "./outputs.mts";
import type { Properties, ResourceSpec } from "./spec.mts";
import { type Facts, type Types, tokenOf } from "./types.mts";
import { described, withoutList } from "./wording.mts";

export type Resources = Record<"SegmentTask" | "SegmentTaskGroup" | "Callback", ResourceSpec>;

export function resources(types: Types): Resources {
  const task = segmentTask(types);
  return { SegmentTask: task, SegmentTaskGroup: segmentTaskGroup(types, task), Callback: callback(types) };
}

function segmentTask(types: Types): ResourceSpec {
  const facts: Facts = FIELDS;
  const replacing = Object.entries(FIELDS).flatMap(([name, { change }]) => (change === "replace" ? [name] : []));
  const inputs = inputsOf(types, SEGMENT_TASK, { facts, replacing, docOf: taskDoc });
  const docs = docstringsOf("dynamic/segment-task/resource.ts")("SegmentTask");
  // It is there only once the task was seen.
  const optional = docstringsOf("segment/task/record.ts")("TaskRecord").members;
  const spec = resource(types, "task", { name: "SegmentTask", docs, schema: SEGMENT_TASK, inputs, optional });
  return {
    ...spec,
    properties: { ...spec.properties, control: { ...spec.properties.control, ...resolvedControl(types) } },
  };
}

function segmentTaskGroup(types: Types, task: ResourceSpec): ResourceSpec {
  // What is left out of a room is the group's, and no default.
  const rooms = ROOM_FIELDS.map((name): [string, Fact] => [name, partsOf(FIELDS[name])]);
  const facts: Facts = { ...FIELDS, ...OWN_FIELDS, rooms: { ...OWN_FIELDS.rooms, parts: Object.fromEntries(rooms) } };
  const inputs = inputsOf(types, SEGMENT_TASK_GROUP, { facts, replacing: GROUP_REPLACED_BY, docOf: groupDoc });
  roomTask(types, task.properties);
  const docs = docstringsOf("dynamic/group/resource.ts")("SegmentTaskGroup");
  return resource(types, "group", { name: "SegmentTaskGroup", docs, schema: SEGMENT_TASK_GROUP, inputs });
}

function callback(types: Types): ResourceSpec {
  const facts: Facts = CALLBACK_FACTS;
  const replacing = Object.entries(CALLBACK_FACTS).flatMap(([name, { change }]) =>
    change === "replace" ? [name] : [],
  );
  const docOf = (name: string) => described(memberOf(CALLBACK_ARGS, name));
  const inputs = inputsOf(types, CALLBACK, { facts, replacing, docOf });
  const docs = docstringsOf("dynamic/callback/resource.ts")("RtcCallback");
  return resource(types, "callback", { name: "Callback", docs, schema: CALLBACK, inputs });
}

interface InputSources {
  facts: Facts;
  /** The inputs whose change replaces the resource. */
  replacing: readonly string[];
  docOf: (name: string) => string;
}

function inputsOf(types: Types, schema: ObjectSchema, { facts, replacing, docOf }: InputSources): Properties {
  const properties = types.propertiesOf(schema, facts, docOf);
  for (const name of replacing) Object.assign(properties[name] ?? {}, { willReplaceOnChanges: true });
  return properties;
}

interface ResourceSources {
  name: string;
  /** The class of the dynamic resource, which declares the outputs. */
  docs: Documented;
  schema: ObjectSchema;
  inputs: Properties;
  /** Outputs that are not always there, whatever the class says. */
  optional?: ReadonlyMap<string, unknown>;
}

function resource(
  types: Types,
  kind: ResourceKind,
  { name, docs, schema, inputs, optional }: ResourceSources,
): ResourceSpec {
  const outputs = new Map([...docs.members].filter(([member]) => !member.startsWith("__")));
  const own = new Map([...outputs].filter(([member]) => !(member in inputs)));
  const settings = Object.entries(inputs).map(([member, input]) => {
    const description = outputs.get(member)?.text ?? input.description ?? "";
    return [member, { ...outputOf(types, member, input), description }];
  });
  // A group's outputs are its inputs as written, of which its class declares but some.
  const given = schema.required.filter((member) => !outputs.has(member));
  return {
    description: [docs.text, examplesOf(name), ...importOf(name, docs)].join("\n\n"),
    properties: { ...Object.fromEntries(settings), ...declared(types, own) },
    required: [...given, ...required(outputs)].filter((member) => !optional?.has(member)),
    inputProperties: inputs,
    requiredInputs: schema.required,
    aliases: [{ type: DYNAMIC_TYPES[kind] }],
  };
}

/** How it is imported, in the words that its `get` has for the id. */
function importOf(name: string, { id }: Documented): string[] {
  if (id === undefined) return [];
  return [`## Import\n\nThe id is ${id}\n\n\`\`\`sh\npulumi import ${tokenOf(name)} <name> <id>\n\`\`\``];
}

function taskDoc(name: string): string {
  const doc = memberOf(SEGMENT_TASK_ARGS, name);
  return described(name === "preflight" ? { ...doc, text: withoutList(doc.text) } : doc);
}

function groupDoc(name: string): string {
  if (GROUP_ARGS.members.has(name)) return described(memberOf(GROUP_ARGS, name));
  return taskDoc(name).replace("A change replaces the task.", "A change replaces the tasks it concerns.");
}

function partsOf({ parts }: Fact): Fact {
  return parts === undefined ? {} : { parts };
}
