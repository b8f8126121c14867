import { asRecord } from "../../inputs/record";
import type { Change } from "../changes/change";
import { veiled } from "../changes/hidden";
import { isKnown, type Settings } from "../changes/settings";
import { bucketKey } from "../changes/storage";
import { isSecret } from "../input/secret";
import { gapWords } from "./gap-words";
import { hiddenPhrases } from "./hidden-words";
import { type Phrase, phrase } from "./phrase";
import { settingPhrases, slicesPhrase, streamsPhrase } from "./settings-words";
import { storageWords } from "./storage-words";
import { valueWords } from "./value-words";

/**
 * What a change means, most important first.
 *
 * @param many Whether it is told of several rooms at once: what is each room's own, such as its prefix, is then not named.
 */
export function changeDetails(change: Change, many: boolean): Phrase[] {
  const { kind, before, after } = change;
  if (before === undefined || after === undefined) return oneSided(kind, after ?? before ?? {}, many);
  if (kind === "restart") {
    return [
      ["Nothing is sliced now", ...reasonOfEnd(before), "."],
      ...oneSided("start", after, many),
      ...hiddenPhrases(change),
    ];
  }
  const idle: Phrase[] = kind === "keep" ? [keptPhrase(before)] : [];
  const [old, next] = veiled(before, after);
  return [
    ...idle,
    ...orderDetails(change, before, after, many),
    ...storageDetails(change, before, after),
    ...fileDetails(change, before, after, many),
    ...change.fields.flatMap((field) => settingPhrases(field, old, next)),
    ...hiddenPhrases(change),
    ...credentialDetails(change),
  ];
}

function oneSided(kind: Change["kind"], settings: Settings, many: boolean): Phrase[] {
  const where = storageWords(settings.storageConfig);
  switch (kind) {
    case "start":
    case "take":
      return [phrase`Audio goes to ${where}.`, ...startDetails(settings, many)];
    case "stop":
      return [phrase`Files in ${where} stay; no new ones come from ${[many ? "these tasks" : "this task"]}.`];
    case "gone":
      return [phrase`Files in ${where} stay${reasonOfEnd(settings)}.`];
    case "forget":
      return [phrase`Audio still goes to ${where}.`];
    default:
      return [phrase`Audio goes to ${where}.`];
  }
}

/** Why a task ended, where the API said so. */
function reasonOfEnd({ stopReason }: Settings): Phrase {
  return isKnown(stopReason) ? phrase` (ended for ${String(stopReason)})` : [];
}

function keptPhrase(before: Settings): Phrase {
  return phrase`Nothing runs${reasonOfEnd(before)}, and nothing is applied: the new settings count when ${"whenEnded"} is no longer ${"keep"}, or a change replaces the task.`;
}

function startDetails(settings: Settings, many: boolean): Phrase[] {
  const { identifier } = settings;
  return [
    ...(settings.handle === false ? [phrase`It starts warm: nothing is cut until ${"handle"} is true.`] : []),
    ["Sliced: ", ...streamsPhrase(settings.targetStreams), "; slices are ", ...slicesPhrase(settings), "."],
    prefixPhrase(identifier, many),
  ];
}

function prefixPhrase(identifier: unknown, many: boolean): Phrase {
  if (isKnown(identifier)) return phrase`File names begin with ${ownPrefix(identifier, many)}.`;
  const who = identifier === undefined || identifier === "" ? "a prefix that the API makes up" : "a prefix";
  return [`File names begin with ${who} (${valueWords(identifier ?? "known after apply")}).`];
}

function ownPrefix(identifier: unknown, many: boolean): Phrase {
  return many ? ["a prefix of each room's own"] : [{ name: String(identifier) }];
}

function orderDetails({ order }: Change, before: Settings, after: Settings, many: boolean): Phrase[] {
  if (order === undefined) return [];
  if (order.kind === "overlap") {
    return [["Order: the new task starts before the old one stops. No audio is missed; for a moment both cut slices."]];
  }
  const gap = "Order: the old task stops before the new one starts, and no audio is sliced in between: ";
  return [[gap, ...gapWords(order.cause, before, after, many), "."]];
}

function storageDetails({ fields }: Change, before: Settings, after: Settings): Phrase[] {
  if (!fields.includes("storageConfig")) return [];
  const [old, next] = [storageWords(before.storageConfig), storageWords(after.storageConfig)];
  const accounts = [before, after].map(({ storageConfig }) => asRecord(storageConfig).accountId);
  const isTold = accounts.every((account) => account !== undefined && !isSecret(account));
  const account =
    isTold && accounts[0] !== accounts[1]
      ? [
          phrase`The account that owns the bucket changes from ${valueWords(accounts[0])} to ${valueWords(accounts[1])}.`,
        ]
      : [];
  if (old === next) return account;
  return [phrase`Audio goes to ${next} instead of ${old}; files made so far stay where they are.`, ...account];
}

function fileDetails(change: Change, before: Settings, after: Settings, many: boolean): Phrase[] {
  const slices = sliceDetails(change, before, after);
  const prefix = after.identifier;
  const replaced = change.kind === "replace";
  if (prefix === undefined || prefix === "") {
    const made = "Files: names begin with a new prefix that the API makes up (known after apply)";
    return replaced ? [[made, ...soFar(before, many), "."], ...slices] : slices;
  }
  if (isSecret(prefix)) return slices;
  if (prefix !== before.identifier) {
    const next: Phrase = isKnown(prefix) ? ownPrefix(prefix, many) : [valueWords(prefix)];
    return [["Files: names begin with ", ...next, ...soFar(before, many), "."], ...slices];
  }
  const moves = bucketKey(before.storageConfig) !== bucketKey(after.storageConfig);
  if (!replaced || !moves) return slices;
  return [
    many ? ["Files: names keep their prefixes."] : phrase`Files: names keep the prefix ${String(prefix)}.`,
    ...slices,
  ];
}

function sliceDetails({ kind, fields }: Change, before: Settings, after: Settings): Phrase[] {
  const slices = slicesPhrase(after);
  if (!fields.includes("duration") && !fields.includes("control")) {
    return kind === "replace" ? [["Slices stay ", ...slices, "."]] : [];
  }
  const cut = kind === "update" && fields.includes("duration") ? " The slice being cut ends at once." : "";
  return [["Slices are ", ...slices, "; before: ", ...slicesPhrase(before), ".", cut].filter((part) => part !== "")];
}

function soFar({ identifier }: Settings, many: boolean): Phrase {
  if (many || !isKnown(identifier)) return [];
  return phrase`, so far ${String(identifier)}`;
}

function credentialDetails({ credentials }: Change): Phrase[] {
  return credentials === "none" ? [] : [[`Storage credentials: ${credentials}.`]];
}
