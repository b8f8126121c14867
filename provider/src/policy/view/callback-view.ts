import { asRecord } from "../../inputs/record";
import { resourceKind } from "../../resource-types";
import { concealedPaths } from "./concealed";
import { plainData } from "./plain-data";
import { NOT_KNOWN_YET, type Seen } from "./segment-view";
import { isOpen, type ResourceView, seenText } from "./tasks-of";

/** One RtcCallback as the policies see it, without its key. What is of a wrong type counts as absent. */
export interface CallbackView {
  /** The URN of the resource. */
  urn: string;
  /** The name of the resource. */
  name: string;
  /** A callback stands for itself alone. */
  member: undefined;
  /** The id of the RTC application. */
  appId: Seen<string | undefined>;
  /** The URL to which events are sent. */
  url: Seen<string | undefined>;
  /** The types of the events that are sent. */
  events: Seen<readonly Seen<string | undefined>[]>;
  /** Paths of values that are hidden. Empty under a policy pack, which is shown everything. */
  secrets: readonly string[];
}

/** The callback a resource stands for; none for other resources. */
export function callbacksOf({ urn, type, name, props }: ResourceView): CallbackView[] {
  if (resourceKind(type) !== "callback") return [];
  const { secretKey: _, ...fields } = asRecord(plainData(props)) as Record<string, unknown>;
  return [
    {
      urn,
      name,
      member: undefined,
      appId: seenText(fields.appId),
      url: seenText(fields.url),
      events: eventsOf(fields.events),
      secrets: concealedPaths(fields),
    },
  ];
}

function eventsOf(value: unknown): CallbackView["events"] {
  if (isOpen(value)) return NOT_KNOWN_YET;
  return Array.isArray(value) ? value.map(seenText) : [];
}
