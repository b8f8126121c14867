import { SEGMENT_EVENT } from "../../callback/event";
import { FIELDS } from "../../callback/settings/fields";
import type { CallbackChange, CallbackSettings } from "../changes/callbacks";
import type { Report } from "../changes/report";
import { hasSecret } from "../input/secret";
import { listed, type Phrase, phrase } from "./phrase";
import { valueWords } from "./value-words";

/** What happens to each callback of a report. */
export function callbackPhrases({ callbacks, stacks }: Report): Phrase[] {
  return callbacks.map((change) => {
    return stacks.length > 1 ? phrase`${callbackPhrase(change)} (stack ${change.stack})` : callbackPhrase(change);
  });
}

function callbackPhrase({ kind, resource, before, after, fields }: CallbackChange): Phrase {
  const lead = phrase`Callback ${resource} of app ${valueWords((kind === "delete" ? before : after).appId)}`;
  switch (kind) {
    case "create":
      return phrase`${lead} is created: ${eventsPhrase(after)} go to ${valueWords(after.url)}, signed with ${[keyWords(after)]}.`;
    case "delete":
      return phrase`${lead} is deleted: ${eventsPhrase(before)} go to ${valueWords(before.url)} no more.`;
    case "replace":
      return phrase`${lead} is replaced${becausePhrase(fields)}, the old one deleted first: ${eventsPhrase(after)} go to ${valueWords(after.url)}, signed with ${[keyWords(after)]}.`;
    case "update":
      return phrase`${lead} changes in place: ${updatePhrase(fields, before, after)}.`;
  }
}

function updatePhrase(fields: CallbackChange["fields"], before: CallbackSettings, after: CallbackSettings): Phrase {
  const parts = fields.flatMap((field): Phrase[] => {
    switch (field) {
      case "url":
        return [phrase`events go to ${valueWords(after.url)} instead of ${valueWords(before.url)}`];
      case "events":
        return [phrase`it is told of ${eventsPhrase(after)} instead of ${eventsPhrase(before)}`];
      case "secretKey":
        return [["its key changes, and until its receiver knows the new one it takes no event for genuine"]];
      default:
        return [];
    }
  });
  if (parts.length === 0) return ["nothing that the API knows of changes"];
  const silent =
    fields.includes("events") && tells(before) && !tells(after) ? "; of slices nobody is told any more" : "";
  return [...listed(parts), silent].filter((part) => part !== "");
}

function becausePhrase(fields: CallbackChange["fields"]): Phrase {
  const because = fields.filter((field) => FIELDS[field].change === "replace");
  return because.length === 0 ? [] : phrase`, because ${listed(because.map((name) => [{ name }]))} changes`;
}

function tells({ events }: CallbackSettings): boolean {
  return Array.isArray(events) && events.includes(SEGMENT_EVENT);
}

function eventsPhrase({ events }: CallbackSettings): Phrase {
  if (!Array.isArray(events) || hasSecret(events)) return [`events (${valueWords(events)})`];
  return ["events ", ...listed(events.map((event): Phrase => [{ name: valueWords(event) }]))];
}

function keyWords({ secretKey }: CallbackSettings): string {
  return secretKey === undefined ? "a new key that is made up" : "the key that the program gives";
}
