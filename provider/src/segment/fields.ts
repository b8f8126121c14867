import type { Effect, Fact, FactOf, Facts, Quantity } from "../inputs/facts";
import { VENDOR_CODES } from "../storage/vendors";
import type { Control, PreflightOptions, SegmentField, SegmentInputs, StorageConfig, TargetStream } from "./inputs";

// Loads nothing but the codes of vendors: the program, the provider process and the policies all load it.

interface FieldFact {
  /** A change that replaces is part of the derived task id. */
  change: Effect;
  /** Whether the API takes it, and GetSegmentTask shows it again, so that what runs can be compared with what is wanted. */
  api: "shows" | "takes" | "knows nothing";
  /** A room of a group may have its own. */
  perRoom?: true;
  /** "" is how programs say that there is none. */
  blank?: true;
}

/** The API's integers have 32 bits. */
export const MAX_INTEGER = 2 ** 31 - 1;
export const MIN_INTEGER = -(2 ** 31);

export const STREAM = {
  userId: { required: true },
  streamType: { default: "normal", codes: { normal: 0, screen: 1 } },
  index: { absent: "nothing", range: [MIN_INTEGER, MAX_INTEGER] },
} satisfies Facts<TargetStream>;

export const CONTROL = {
  align: { default: false },
  mixed: { default: false },
  ignoreSilence: { default: false },
  redundantDuration: { default: 0, unit: "milliseconds", range: [0, MAX_INTEGER] },
} satisfies Facts<Control>;

type Credentials = Extract<StorageConfig, { type: "custom" }>["credentials"];

export const CREDENTIALS = {
  accessKey: { required: true, secret: true },
  secretKey: { required: true, secret: true },
} satisfies Facts<Credentials>;

export const PREFLIGHT = {
  level: { required: true },
  endpoint: { absent: "inferred" },
  credentials: { absent: "inferred", secret: true, parts: CREDENTIALS },
} satisfies Facts<PreflightOptions>;

type KeyOfAny<Union> = Union extends Union ? keyof Union : never;

export const STORAGE = {
  type: { required: true, codes: { tos: 0, custom: 2 } },
  accountId: { required: true },
  vendor: { required: true, codes: VENDOR_CODES },
  bucket: { required: true },
  region: { absent: "platform" },
  credentials: { required: true, secret: true, parts: CREDENTIALS },
} satisfies Record<KeyOfAny<StorageConfig>, Fact>;

/**
 * Every fact of every argument of a segment task, in the order in which they are named. Schema, defaults, comparison, lists
 * and words derive from it, and the documentation is compared with it. Arguments that replace are hashed in this order.
 *
 * Source: StartSegment, UpdateSegment and GetSegmentTask, API version 2023-11-01 (documents 6348/1188212, 1188222, 1188227).
 */
export const FIELDS = {
  appId: { change: "replace", required: true, api: "takes" },
  roomId: { change: "replace", required: true, api: "takes" },
  businessId: { change: "replace", absent: "nothing", api: "takes", blank: true, perRoom: true },
  taskId: { change: "replace", absent: "derived", api: "takes", blank: true },
  identifier: { change: "update", absent: "madeUp", api: "shows", blank: true, perRoom: true },
  maxIdleTime: { change: "replace", default: 180, unit: "seconds", range: [1, 86_400], api: "shows", perRoom: true },
  duration: { change: "update", default: 20, unit: "seconds", range: [1, 600], api: "shows", perRoom: true },
  handle: { change: "update", default: true, api: "shows", perRoom: true },
  targetStreams: { change: "replace", default: [], api: "shows", parts: STREAM, perRoom: true },
  storageConfig: { change: "replace", required: true, api: "shows", parts: STORAGE },
  control: { change: "replace", api: "shows", parts: CONTROL, perRoom: true },
  adopt: { change: "setting", default: false, api: "knows nothing" },
  whenEnded: { change: "setting", default: "restart", api: "knows nothing" },
  preflight: { change: "setting", absent: "inferred", api: "knows nothing", parts: PREFLIGHT },
  triggers: { change: "replace", absent: "nothing", api: "knows nothing" },
} satisfies { [Field in SegmentField]: FieldFact & FactOf<SegmentInputs, Field> };

type FieldsWith<Some> = {
  [Field in SegmentField]: (typeof FIELDS)[Field] extends Some ? Field : never;
}[SegmentField];

/** Fields that the API shows of a task. */
export type ShownField = FieldsWith<{ api: "shows" }>;
/** Fields that a room of a group may have for itself. */
export type RoomField = FieldsWith<{ perRoom: true }>;
/** Fields that steer this provider and leave the task alone. */
type SettingField = FieldsWith<{ change: "setting" }>;
/** Fields that UpdateSegment changes. */
type UpdatedField = FieldsWith<{ change: "update" }>;
/** Fields that are whole numbers. */
export type QuantityField = FieldsWith<Quantity>;
/** Fields whose value the API has as it is, under the same name with a capital. */
export type PlainField = Exclude<SegmentField, FieldsWith<{ parts: object }> | FieldsWith<{ api: "knows nothing" }>>;

export const SEGMENT_FIELDS = Object.keys(FIELDS) as readonly SegmentField[];

export function factsOf(field: SegmentField): FieldFact & Fact {
  return FIELDS[field];
}

/** The parts of a field that are secret whatever they are, by field; of fields that have any. */
export const SECRET_PARTS: ReadonlyMap<string, readonly string[]> = new Map(
  SEGMENT_FIELDS.flatMap((field) => {
    const parts = Object.entries(factsOf(field).parts ?? {}).flatMap(([part, { secret }]) => (secret ? [part] : []));
    return parts.length === 0 ? [] : [[field, parts] as const];
  }),
);

/** The fields a replacement is due to, which are also what a derived task id depends on. */
export const REPLACING_FIELDS = SEGMENT_FIELDS.filter((field) => FIELDS[field].change === "replace");
export const UPDATED_FIELDS = SEGMENT_FIELDS.filter(
  (field): field is UpdatedField => FIELDS[field].change === "update",
);
export const SETTING_FIELDS = SEGMENT_FIELDS.filter(
  (field): field is SettingField => FIELDS[field].change === "setting",
);
export const SHOWN_FIELDS = SEGMENT_FIELDS.filter((field): field is ShownField => FIELDS[field].api === "shows");
export const QUANTITY_FIELDS = SEGMENT_FIELDS.filter((field): field is QuantityField => "range" in FIELDS[field]);
export const ROOM_FIELDS = SEGMENT_FIELDS.filter((field): field is RoomField => factsOf(field).perRoom === true);
export const PLAIN_FIELDS = SEGMENT_FIELDS.filter((field): field is PlainField => {
  return FIELDS[field].api !== "knows nothing" && factsOf(field).parts === undefined;
});

/** The defaults of the fields that have one of their own. */
export const DEFAULTS =
  defaultsIn<{ [Field in FieldsWith<{ default: unknown }>]: NonNullable<SegmentInputs[Field]> }>(FIELDS);
export const CONTROL_DEFAULTS = defaultsIn<{ [Part in keyof Control]-?: NonNullable<Control[Part]> }>(CONTROL);

function defaultsIn<Values>(facts: Readonly<Record<string, Fact>>): Readonly<Values> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, fact]) => ("default" in fact ? [[name, fact.default]] : [])),
  ) as Values;
}

/** The names an object at a path may have; none where no object is known. */
export function namesAt([field, ...path]: readonly PropertyKey[]): string[] {
  if (field === undefined) return [...SEGMENT_FIELDS];
  const facts: Partial<Record<PropertyKey, Fact>> = FIELDS;
  let parts = facts[field]?.parts ?? {};
  for (const key of path) parts = (typeof key === "string" ? parts[key]?.parts : undefined) ?? parts;
  return Object.keys(parts);
}
