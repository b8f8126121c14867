import { createInterface } from "node:readline/promises";
import { resourceId } from "../segment/identity";
import { UserError } from "../user-error";
import type { PendingLook } from "./pending";

/** Who says whether something may be stopped. */
export interface Consent {
  /** @param unseen Of these nothing is seen; a stop is for those that started more than 72 hours ago. */
  toStop(running: readonly PendingLook[], unseen: readonly PendingLook[]): Promise<boolean>;
  /** To stop what may be somebody else's. */
  toStopDoubtful(look: PendingLook): Promise<boolean>;
}

/** Agrees to all that is certain, and to nothing else. */
export const CERTAIN_ONLY: Consent = {
  toStop: () => Promise.resolve(true),
  toStopDoubtful: () => Promise.resolve(false),
};

/** Asks a person. Anything but yes is no. @throws {UserError} where there is none to be asked. */
export function askingConsent(
  input: NodeJS.ReadableStream & { isTTY?: boolean },
  output: NodeJS.WritableStream,
): Consent {
  const ask = async (question: string) => {
    if (!input.isTTY) throw new UserError("--stop asks before it stops anything, and there is no terminal. Add --yes");
    const asking = createInterface({ input, output });
    try {
      return /^y(es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
    } finally {
      asking.close();
    }
  };
  return {
    toStop: (running, unseen) => {
      const words = [
        ...(running.length === 0 ? [] : [`stop ${tasks(running.length)}`]),
        ...(unseen.length === 0
          ? []
          : [`send a stop for ${tasks(unseen.length)} not seen, in case they started more than 72 hours ago`]),
      ];
      const [first = "", ...rest] = words.join(", and ");
      return ask(
        `What a command that is running now has just started is listed as well: make sure there is none. ${first.toUpperCase()}${rest.join("")}?`,
      );
    },
    toStopDoubtful: ({ item: { task }, seen }) =>
      ask(
        `${resourceId(task)}, which runs since ${seen?.startTime ?? "a time not known"}, may be somebody else's. Stop it all the same?`,
      ),
  };
}

function tasks(count: number): string {
  return count === 1 ? "1 task" : `${count} tasks`;
}
