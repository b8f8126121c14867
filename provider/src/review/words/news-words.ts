import type { Change } from "../changes/change";
import { type Phrase, phrase } from "./phrase";
import { ofRooms } from "./tasks-words";

/** What the preview's own refresh found: tasks that ended, and what becomes of them. */
export function newsPhrases(ended: readonly Change[]): Phrase[] {
  const outcomes = [...new Set(ended.map(outcomeOf))].sort();
  return outcomes.map((outcome) =>
    newsPhrase(
      outcome,
      ended.filter((change) => outcomeOf(change) === outcome),
    ),
  );
}

type Outcome = "again" | "kept" | "over";

function outcomeOf({ kind }: Change): Outcome {
  if (kind === "restart") return "again";
  return kind === "gone" ? "over" : "kept";
}

function newsPhrase(outcome: Outcome, changes: readonly Change[]): Phrase {
  const many = changes.length > 1;
  const ended = many
    ? phrase`The tasks of ${ofRooms(changes)} have ended since Pulumi last looked`
    : phrase`The task of ${ofRooms(changes)} has ended since Pulumi last looked`;
  switch (outcome) {
    case "again":
      return [...ended, many ? ", and are started again." : ", and is started again."];
    case "kept":
      return phrase`${ended}. ${[many ? "They stay" : "It stays"]} so, because ${"whenEnded"} is ${"keep"}.`;
    case "over":
      return [...ended, "; nothing starts ", many ? "them" : "it", " again."];
  }
}
