import { asRecord } from "../../inputs/record";
import { CONTROL_DEFAULTS, DEFAULTS } from "../../segment/fields";
import type { SegmentField } from "../../segment/inputs";
import { isKnown, type Settings } from "../changes/settings";
import { isSecret } from "../input/secret";
import { listed, type Phrase, phrase } from "./phrase";
import { valueWords } from "./value-words";

/** Which streams a task slices. */
export function streamsPhrase(value: unknown): Phrase {
  if (Array.isArray(value) && value.length > 0) return listed(value.map((stream) => streamPhrase(asRecord(stream))));
  return value === undefined || Array.isArray(value) ? ["all streams of the room"] : [valueWords(value)];
}

/** What files a task makes: `20 s long, one per stream, and one of all streams mixed`. */
export function slicesPhrase({ duration, control }: Settings): Phrase {
  const { mixed, redundantDuration } = asRecord(control);
  const length = lengthWords(duration);
  const overlap =
    typeof redundantDuration === "number" && redundantDuration > 0 ? ` and overlapping by ${redundantDuration} ms` : "";
  const mix = mixed === true ? ", one per stream, and one of all of them mixed" : ", one per stream";
  return [
    `${length}${overlap}${isKnown(mixed) || mixed === undefined ? mix : `; whether mixed too: ${valueWords(mixed)}`}`,
  ];
}

function lengthWords(duration: unknown): string {
  if (isSecret(duration)) return "of a secret length";
  return typeof duration === "string"
    ? `of a length ${valueWords(duration)}`
    : `${duration ?? DEFAULTS.duration} s long`;
}

/** How a changed setting differs; storage, prefix, and what is hidden are told on their own. */
export function settingPhrases(field: SegmentField, before: Settings, after: Settings): Phrase[] {
  const [old, next] = [before[field], after[field]];
  if (isSecret(old) || isSecret(next)) return [];
  switch (field) {
    case "storageConfig":
    case "identifier":
    case "duration":
      return [];
    case "handle":
      if (typeof next === "string") return [changed(field, valueWords(old ?? DEFAULTS.handle), valueWords(next))];
      return [
        next === false
          ? ["Slicing pauses: nothing is cut until ", { name: "handle" }, " is true again."]
          : ["Slicing begins: so far the task was warm, and nothing was cut."],
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

/** Without what `slicesPhrase` tells. */
function controlPhrases(old: unknown, next: unknown): Phrase[] {
  if (typeof next === "string") return [changed("control", "as it was", valueWords(next))];
  const [before, after] = [
    { ...CONTROL_DEFAULTS, ...asRecord(old) },
    { ...CONTROL_DEFAULTS, ...asRecord(next) },
  ];
  const keys = Object.keys(CONTROL_DEFAULTS) as (keyof typeof CONTROL_DEFAULTS)[];
  return keys
    .filter(
      (key) =>
        before[key] !== after[key] &&
        !isSecret(before[key]) &&
        !isSecret(after[key]) &&
        key !== "mixed" &&
        key !== "redundantDuration",
    )
    .map((key) => changed(`control.${key}`, valueWords(before[key]), valueWords(after[key])));
}

function changed(what: string, before: string, after: string): Phrase {
  return phrase`${what} changes from ${before} to ${after}.`;
}

function streamPhrase({ userId, streamType }: Record<string, unknown>): Phrase {
  const screen = streamType === "screen" ? " (screen)" : "";
  return [{ name: valueWords(userId) }, screen].filter((part) => part !== "");
}
