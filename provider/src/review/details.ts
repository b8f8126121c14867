import type { SegmentField } from "../segment/schema";
import type { Change } from "./change";
import { fieldsOf, isKnown, type Settings, valueWords } from "./fields";
import { listed, type Phrase, phrase } from "./phrase";
import { settingPhrases, slicesPhrase, storageParts, streamsPhrase } from "./settings-words";
import { bucketKey, storageWords } from "./storage-words";

/** Which task it is, and what happens to it. */
export interface Title {
  subject: Phrase;
  words: Phrase;
}

export function changeTitle(change: Change): Title {
  const room = roomPhrase(change);
  const known = (change.after ?? change.before)?.roomId;
  const subject = known === change.resource ? room : phrase`${room} (${change.resource})`;
  return { subject, words: titleWords(change) };
}

/** The title as one sentence. */
export function titleSentence(change: Change): Phrase {
  const { subject, words } = changeTitle(change);
  return [...subject, ": ", ...words];
}

function titleWords(change: Change): Phrase {
  switch (change.kind) {
    case "same":
      return ["task stays as it is"];
    case "start":
      return ["task starts"];
    case "stop":
      return ["task stops"];
    case "forget":
      return ["task goes on running, but nothing manages it any more"];
    case "take":
      return ["task is imported, and managed from now on"];
    case "watch":
      return ["task of someone else, read from now on"];
    case "unwatch":
      return ["task of someone else, no longer read"];
    case "replace":
      return ["task is replaced", ...reasonPhrase(change)];
    case "update": {
      if (change.fields.length === 0) return ["task is updated in nothing that the API knows of"];
      const fields = listed(change.fields.map((field) => [{ name: field }]));
      return [...fields, change.fields.length === 1 ? " changes in place" : " change in place"];
    }
  }
}

/** What it means, most important first. */
export function changeDetails(change: Change): Phrase[] {
  const { kind, before, after } = change;
  if (before === undefined || after === undefined) {
    const settings = after ?? before ?? {};
    const goes = phrase`Audio ${kind === "forget" ? ["still goes"] : ["goes"]} to ${storageWords(settings.storageConfig)}.`;
    if (kind === "start" || kind === "take") return [goes, ...startDetails(settings)];
    return kind === "stop"
      ? [phrase`Files in ${storageWords(settings.storageConfig)} stay; no new ones come from this task.`]
      : [goes];
  }
  return [
    ...orderDetails(change),
    ...storageDetails(change, before, after),
    ...fileDetails(change, before, after),
    ...change.fields.flatMap((field) => settingPhrases(field, before, after)),
    ...credentialDetails(change),
  ];
}

export function roomPhrase({ before, after }: Pick<Change, "before" | "after">): Phrase {
  const room = (after ?? before)?.roomId;
  return isKnown(room) ? phrase`Room ${String(room)}` : [`Room ${valueWords(room)}`];
}

function reasonPhrase({ because, before, after, credentials }: Change): Phrase {
  if (because.length === 0) return [", because the program asks for it or a resource it depends on is replaced"];
  const reasons = because.map((field): Phrase => {
    const parts = field === "storageConfig" ? storageParts(before?.storageConfig, after?.storageConfig) : [];
    if (field === "storageConfig" && credentials === "changed") parts.push("credentials");
    const listedParts = listed(parts.map((part) => [{ name: part }]));
    return parts.length === 0 ? [{ name: field }] : phrase`${field} (${listedParts})`;
  });
  const verb = because.length === 1 ? " changes" : " change";
  const restarts = because.includes("whenEnded") ? "" : ", which the API can't do in a running task";
  return [", because ", ...listed(reasons), verb, restarts];
}

function startDetails(settings: Settings): Phrase[] {
  const { identifier } = settings;
  return [
    ...(settings.handle === false
      ? [["It starts warm: no slices are cut until ", { name: "handle" }, " is true."]]
      : []),
    ["It slices ", ...streamsPhrase(settings.targetStreams), "; slices are ", ...slicesPhrase(settings), "."],
    prefixPhrase(identifier),
  ];
}

function prefixPhrase(identifier: unknown): Phrase {
  if (isKnown(identifier)) return phrase`File names begin with ${String(identifier)}.`;
  const who = identifier === undefined || identifier === "" ? "a prefix that the API makes up" : "a prefix";
  return [`File names begin with ${who} (${valueWords(identifier ?? "known after apply")}).`];
}

function orderDetails({ order }: Change): Phrase[] {
  if (order === undefined) return [];
  return order.kind === "overlap"
    ? [["Order: the new task starts before the old one stops. No audio is missed; for a moment both cut slices."]]
    : [
        [
          "Order: the old task stops before the new one starts, and no audio is sliced in between: ",
          ...order.cause,
          ".",
        ],
      ];
}

function storageDetails({ fields }: Change, before: Settings, after: Settings): Phrase[] {
  if (!fields.includes("storageConfig")) return [];
  const [old, next] = [storageWords(before.storageConfig), storageWords(after.storageConfig)];
  const accounts = [before, after].map(({ storageConfig }) => fieldsOf(storageConfig).accountId);
  const account =
    accounts[0] !== undefined && accounts[1] !== undefined && accounts[0] !== accounts[1]
      ? [
          phrase`The account that owns the bucket changes from ${valueWords(accounts[0])} to ${valueWords(accounts[1])}.`,
        ]
      : [];
  if (old === next) return account;
  return [phrase`Audio goes to ${next} instead of ${old}; files made so far stay where they are.`, ...account];
}

function fileDetails(change: Change, before: Settings, after: Settings): Phrase[] {
  const details: Phrase[] = [];
  const replaced = change.kind === "replace";
  const prefix = after.identifier;
  if (prefix === undefined || prefix === "") {
    if (replaced)
      details.push([
        "Files: names begin with a new prefix that the API makes up (known after apply)",
        ...soFar(before),
        ".",
      ]);
  } else if (prefix !== before.identifier) {
    const next: Phrase = isKnown(prefix) ? [{ name: String(prefix) }] : [valueWords(prefix)];
    details.push(["Files: names begin with ", ...next, ...soFar(before), "."]);
  } else if (replaced && bucketKey(before.storageConfig) !== bucketKey(after.storageConfig)) {
    details.push(phrase`Files: names keep the prefix ${String(prefix)}.`);
  }
  const slices = slicesPhrase(after);
  if (change.fields.some((field: SegmentField) => field === "duration" || field === "control")) {
    const cut =
      change.kind === "update" && change.fields.includes("duration") ? " The slice being cut ends at once." : "";
    details.push(
      ["Slices are ", ...slices, "; before: ", ...slicesPhrase(before), ".", cut].filter((part) => part !== ""),
    );
  } else if (replaced) {
    details.push(["Slices stay ", ...slices, "."]);
  }
  return details;
}

function soFar({ identifier }: Settings): Phrase {
  return isKnown(identifier) ? phrase`, so far ${String(identifier)}` : [];
}

function credentialDetails({ credentials }: Change): Phrase[] {
  return credentials === "none" ? [] : [[`Storage credentials: ${credentials}.`]];
}
