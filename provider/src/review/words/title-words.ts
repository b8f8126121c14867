import type { Change } from "../changes/change";
import { hasEnded } from "../changes/settings";
import { storageParts } from "../changes/storage";
import { listed, type Phrase, phrase } from "./phrase";

/** What happens to a task, or to several in the same way: `task is replaced, because …`. */
export function titlePhrase(change: Change, bare: boolean, many: boolean): Phrase {
  const say = (one: string, more: string) => (many ? more : one);
  switch (change.kind) {
    case "same":
      return [say("task stays as it is", "tasks stay as they are")];
    case "start":
      return [say("task starts", "tasks start")];
    case "restart":
      return [say("task has ended, and is started again", "tasks have ended, and are started again")];
    case "stop":
      return [`${say("task stops", "tasks stop")}${bare ? ", and none is left there" : ""}`];
    case "gone":
      return [say("task has ended, and leaves the state", "tasks have ended, and leave the state")];
    case "forget":
      return [
        say(
          "task goes on running, but nothing manages it any more",
          "tasks go on running, but nothing manages them any more",
        ),
      ];
    case "take":
      return [say("task is imported, and managed from now on", "tasks are imported, and managed from now on")];
    case "watch":
      return [say("task of someone else, read from now on", "tasks of someone else, read from now on")];
    case "unwatch":
      return [say("task of someone else, no longer read", "tasks of someone else, no longer read")];
    case "replace":
      return [say("task is replaced", "tasks are replaced"), ...reasonPhrase(change)];
    case "keep":
      return phrase`${changedPhrase(change)} in the state alone: ${[say("the task has ended and is kept", "the tasks have ended and are kept")]}`;
    case "update":
      return phrase`${changedPhrase(change)} in place`;
  }
}

function changedPhrase({ fields, hidden }: Change): Phrase {
  const whole = hidden.filter((path) => path === "settings" || path === "rooms");
  const names = [...fields, ...whole];
  if (names.length === 0) return ["nothing that the API knows of changes"];
  const verb = names.length === 1 && whole.length === 0 ? "changes" : "change";
  return phrase`${listed(names.map((name) => [{ name }]))} ${[verb]}`;
}

function reasonPhrase({ because, before, after, credentials, hidden }: Change): Phrase {
  if (because.length === 0) return [", because the program asks for it or a resource it depends on is replaced"];
  const reasons = because.map((field): Phrase => {
    if (field !== "storageConfig") return [{ name: field }];
    const concealed = ["type", "vendor", "accountId", "region", "bucket"].filter((part) =>
      hidden.includes(`storageConfig.${part}`),
    );
    const parts = [...storageParts(before?.storageConfig, after?.storageConfig), ...concealed];
    if (credentials === "changed" && !hidden.includes("storageConfig")) parts.push("credentials");
    return parts.length === 0 ? [{ name: field }] : phrase`${field} (${listed(parts.map((part) => [{ name: part }]))})`;
  });
  const verb = because.length === 1 ? " changes" : " change";
  const restarts =
    hasEnded(before) || because.includes("whenEnded") ? "" : ", which the API can't do in a running task";
  return [", because ", ...listed(reasons), verb, restarts];
}
