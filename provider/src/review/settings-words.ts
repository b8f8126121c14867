import { meaning } from "../segment/meaning";
import type { SegmentField } from "../segment/schema";
import { fieldsOf, isKnown, type Settings, valueWords } from "./fields";
import { listed, type Phrase, phrase } from "./phrase";

/** Which streams a task slices. */
export function streamsPhrase(value: unknown): Phrase {
  if (Array.isArray(value) && value.length > 0) return listed(value.map((stream) => streamPhrase(fieldsOf(stream))));
  return value === undefined || Array.isArray(value) ? ["all streams of the room"] : [valueWords(value)];
}

/** What files a task makes: `20 s long, one per stream, and one of all streams mixed`. */
export function slicesPhrase({ duration, control }: Settings): Phrase {
  const { mixed, redundantDuration } = fieldsOf(control);
  const length = typeof duration === "string" ? `of a length ${valueWords(duration)}` : `${duration ?? 20} s long`;
  const overlap =
    typeof redundantDuration === "number" && redundantDuration > 0 ? ` and overlapping by ${redundantDuration} ms` : "";
  const mix = mixed === true ? ", one per stream, and one of all of them mixed" : ", one per stream";
  return [
    `${length}${overlap}${isKnown(mixed) || mixed === undefined ? mix : `; whether mixed too: ${valueWords(mixed)}`}`,
  ];
}

/** How a changed setting differs; storage and prefix are told on their own. */
export function settingPhrases(field: SegmentField, before: Settings, after: Settings): Phrase[] {
  const [old, next] = [before[field], after[field]];
  switch (field) {
    case "storageConfig":
    case "identifier":
    case "duration":
      return [];
    case "handle":
      if (typeof next === "string") return [changed(field, valueWords(old ?? true), valueWords(next))];
      return [
        next === false
          ? ["Slicing pauses: the task goes on, but cuts no slices until ", { name: "handle" }, " is true again."]
          : ["Slicing begins: the task was warm and cut no slices."],
      ];
    case "targetStreams":
      return [["Streams: ", ...streamsPhrase(next), ", before: ", ...streamsPhrase(old), "."]];
    case "control":
      return controlPhrases(old, next);
    case "triggers":
      return [["A value in ", { name: "triggers" }, " changes."]];
    default:
      return [changed(field, valueWords(old ?? "not set"), valueWords(next ?? "not set"))];
  }
}

const CONTROL_DEFAULTS = { align: false, mixed: false, ignoreSilence: false, redundantDuration: 0 };

/** Without what `slicesPhrase` tells. */
function controlPhrases(old: unknown, next: unknown): Phrase[] {
  if (typeof next === "string") return [changed("control", "as it was", valueWords(next))];
  const [before, after] = [
    { ...CONTROL_DEFAULTS, ...fieldsOf(old) },
    { ...CONTROL_DEFAULTS, ...fieldsOf(next) },
  ];
  const keys = Object.keys(CONTROL_DEFAULTS) as (keyof typeof CONTROL_DEFAULTS)[];
  return keys
    .filter((key) => before[key] !== after[key] && key !== "mixed" && key !== "redundantDuration")
    .map((key) => changed(`control.${key}`, valueWords(before[key]), valueWords(after[key])));
}

function changed(what: string, before: string, after: string): Phrase {
  return phrase`${what} changes from ${before} to ${after}.`;
}

function streamPhrase({ userId, streamType }: Record<string, unknown>): Phrase {
  const screen = streamType === "screen" ? " (screen)" : "";
  return [{ name: valueWords(userId) }, screen].filter((part) => part !== "");
}

/** The parts of storageConfig that differ, by name; those that only one of the two platforms has go without saying. */
export function storageParts(before: unknown, after: unknown): string[] {
  const [old, next] = [fieldsOf(before), fieldsOf(after)];
  return ["type", "vendor", "accountId", "region", "bucket"].filter((part) => {
    if (part !== "region") return old[part] !== undefined && next[part] !== undefined && old[part] !== next[part];
    const withRegion = (storage: Record<string, unknown>) =>
      meaning("storageConfig", { type: storage.type, vendor: storage.vendor, region: storage.region });
    return withRegion(old) !== withRegion(next) && (old.region !== undefined || next.region !== undefined);
  });
}
