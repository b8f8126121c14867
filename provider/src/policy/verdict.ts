import { isAlong } from "./view/concealed";
import { NOT_KNOWN_YET, type Seen, type SegmentView } from "./view/segment-view";

/** What a policy judges: a task, or a callback. */
export type Judged = Pick<SegmentView, "urn" | "member" | "secrets"> & Partial<Pick<SegmentView, "storageConfig">>;

interface About {
  urn: string;
  /** The room, when the resource holds several. */
  member: string | undefined;
}

/** What a policy finds about a task or a callback; nothing at all when it is satisfied. */
export type Verdict = About &
  (
    | { kind: "violation"; message: string }
    /** The policy can't judge before the value at this path is known. */
    | { kind: "notKnownYet"; path: string }
    /** The policy can't judge what is hidden at this path. */
    | { kind: "secret"; path: string }
    /** The policy can't judge, now or later. */
    | { kind: "undecided"; message: string }
  );

/** The message says what is, what must be, and how to fix it. Keys of the task never get into it. */
export function violation(view: Judged, message: string): Verdict {
  return { kind: "violation", urn: view.urn, member: view.member, message: withoutKeys(view, message) };
}

/** The policy can't judge what can't be seen at this path, whatever the reason. */
export function notKnownYet({ urn, member, secrets }: Judged, path: string): Verdict {
  return { kind: secrets.some((secret) => isAlong(secret, path)) ? "secret" : "notKnownYet", urn, member, path };
}

/** The policy can't judge, now or later; the message says why. */
export function undecided({ urn, member }: Judged, message: string): Verdict {
  return { kind: "undecided", urn, member, message };
}

/** Judges a value as soon as it is known; an absent one is no matter. */
export function ifKnown<T>(
  view: Judged,
  path: string,
  value: Seen<T | undefined>,
  judge: (value: T) => Verdict[],
): Verdict[] {
  if (value === NOT_KNOWN_YET) return [notKnownYet(view, path)];
  return value === undefined ? [] : judge(value as T);
}

/** Verdicts of the same resource in the same words, told once. */
export interface Finding {
  /** Whether it is a violation, or why nothing could be judged. */
  kind: Verdict["kind"];
  /** The URN of the resource. */
  urn: string;
  /** What is, what must be, and how to fix it; never a secret. */
  message: string;
}

const NAMED_ROOMS = 5;

/** Puts verdicts that differ in nothing but the room together: a group of a thousand rooms has one bucket. */
export function findings(verdicts: readonly Verdict[]): Finding[] {
  const byWords = new Map<string, { finding: Finding; rooms: string[] }>();
  for (const verdict of verdicts) {
    const { kind, urn, member } = verdict;
    const message = "path" in verdict ? waiting(verdict) : verdict.message;
    const key = JSON.stringify([kind, urn, message]);
    const entry = byWords.get(key) ?? { finding: { kind, urn, message }, rooms: [] };
    if (member !== undefined) entry.rooms.push(member);
    byWords.set(key, entry);
  }
  return [...byWords.values()].map(({ finding, rooms }) => ({ ...finding, message: finding.message + inRooms(rooms) }));
}

function waiting({ kind, path }: { kind: "notKnownYet" | "secret"; path: string }): string {
  if (kind === "secret") return `${path} is secret, so not judged: it is hidden here. A policy pack sees it.`;
  return `${path} is not known before other resources are applied, so this is not judged yet; \`pulumi up\` will judge it.`;
}

function inRooms(rooms: readonly string[]): string {
  if (rooms.length === 0) return "";
  const named = rooms.slice(0, NAMED_ROOMS).map((room) => JSON.stringify(room));
  const more = rooms.length > NAMED_ROOMS ? ` and ${rooms.length - NAMED_ROOMS} more` : "";
  return ` (${rooms.length === 1 ? "room" : "rooms"} ${named.join(", ")}${more})`;
}

/** A key that got into another field by mistake would otherwise be quoted with that field. */
function withoutKeys({ storageConfig }: Judged, message: string): string {
  if (storageConfig === NOT_KNOWN_YET || storageConfig === undefined) return message;
  const { credentials } = storageConfig;
  if (credentials === NOT_KNOWN_YET || credentials === undefined) return message;
  return [credentials.accessKey, credentials.secretKey]
    .filter((key) => typeof key === "string")
    .filter((key) => key.length >= SHORTEST_KEY)
    .reduce((text, key) => text.replaceAll(key, "[secret]"), message);
}

/** A shorter text is no key of any vendor, and may well be part of an ordinary word. */
export const SHORTEST_KEY = 8;
