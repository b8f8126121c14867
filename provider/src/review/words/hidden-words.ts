import type { Change } from "../changes/change";
import { type Phrase, phrase } from "./phrase";

/** What changes though its value is hidden, and what that may mean. Credentials are always hidden, and told as such. */
export function hiddenPhrases({ hidden }: Change): Phrase[] {
  return hidden
    .filter((path) => !path.startsWith("storageConfig.credentials"))
    .map(
      (path) =>
        phrase`${path} ${[path === "settings" || path === "rooms" ? "change" : "changes"]}, value secret${[meaningOf(path)]}.`,
    );
}

function meaningOf(path: string): string {
  switch (path) {
    case "handle":
      return ": slicing pauses, or begins";
    case "identifier":
      return ": file names begin with another prefix";
    case "storageConfig":
    case "storageConfig.type":
    case "storageConfig.vendor":
      return ": audio goes elsewhere";
    case "storageConfig.bucket":
      return ": audio goes to another bucket";
    case "storageConfig.region":
      return ": audio goes to another region";
    case "rooms":
      return ": tasks start or stop";
    default:
      return "";
  }
}
