import type { Step } from "../review/input/step";
import type { Stack } from "../stack/stack";
import type { StackTask } from "../stack/stack-tasks";
import type { TaskLook } from "../tasks/look";
import { eventTask, keyOf } from "./event-task";
import { fateOf } from "./fate";
import type { Ended, Parts } from "./parts";
import { endedIdle } from "./pauses";

export interface Preview {
  steps: Step[];
  /** As it was when the preview began. */
  stack: Stack;
}

export async function preview({ engine, readStack }: Parts, targets: Iterable<string>): Promise<Preview> {
  const [stack, steps] = await Promise.all([readStack(), engine.preview([...targets])]);
  return { steps, stack };
}

/**
 * What looks at tasks come to, and a preview of what is to be started: it begins as soon as no look to come can change which
 * resources these are. For the rooms of one group that is the first that has ended.
 */
export class Findings {
  /** What has ended and is to be started now. */
  readonly due: Ended[] = [];
  /** Why tasks could not be looked at. */
  readonly doubts: string[] = [];
  readonly byStatus: Record<string, number> = {};
  running = 0;
  /** Ended tasks that are started another time. */
  notYet = 0;
  leftovers = 0;
  readonly #targets: Set<string>;
  /** Tasks that were not looked at yet, by their resource; only of resources that are no targets yet. */
  readonly #undecided = new Map<string, number>();
  #preview: Promise<Preview> | undefined;

  /**
   * @param lost URNs of what interrupted starts took out of the state.
   * @param round Whether an event that names no room counts for all rooms of its app.
   */
  constructor(
    private readonly parts: Parts,
    tasks: readonly StackTask[],
    lost: Iterable<string>,
    private readonly round: boolean,
  ) {
    this.#targets = new Set(lost);
    for (const { urn } of tasks) this.#undecided.set(urn, (this.#undecided.get(urn) ?? 0) + 1);
  }

  /** The preview of all targets. */
  preview(): Promise<Preview> {
    if (this.#preview === undefined) {
      this.#preview = preview(this.parts, this.#targets);
      // Whoever asks for it hears of its failure; before that, nobody may have asked.
      this.#preview.catch(() => {});
    }
    return this.#preview;
  }

  /** Takes in a look, of each task once, and tells what it found. */
  take(look: TaskLook): void {
    const { urn } = look.item;
    const ended = this.#judge(look);
    if (ended !== undefined) {
      this.due.push(ended);
      this.#targets.add(urn);
    }
    const left = (this.#undecided.get(urn) ?? 1) - 1;
    if (left === 0 || this.#targets.has(urn)) this.#undecided.delete(urn);
    else this.#undecided.set(urn, left);
    if (this.#undecided.size === 0 && this.#targets.size > 0) void this.preview();
  }

  /** @returns the task if it is to be started now. */
  #judge(look: TaskLook): Ended | undefined {
    const { pauses, news, say, now } = this.parts;
    const { item } = look;
    const fate = fateOf(look);
    if (fate === undefined) {
      this.leftovers += 1;
      return undefined;
    }
    if (fate.kind === "doubt") {
      this.doubts.push(fate.problem);
      return undefined;
    }
    const { kind, known } = fate;
    this.byStatus[known.status] = (this.byStatus[known.status] ?? 0) + 1;
    if (kind === "runs") {
      this.running += 1;
      return undefined;
    }
    const task = eventTask(item);
    const key = keyOf(item);
    const run = String(known.startTime);
    const { stopReason = null, endTime = null, status } = known;
    if (kind === "kept") {
      say({ event: "kept", ...task, stopReason, endTime }, `ended ${key}`, run);
      return undefined;
    }
    say({ event: "ended", ...task, status, stopReason, endTime }, `ended ${key}`, run);
    if (news !== undefined && endedIdle(known) && !news.since({ item, known }, this.round)) {
      say({ event: "waitsForEvent", ...task }, `waits ${key}`, run);
      return undefined;
    }
    const pause = pauses.ofEnded(key, known, now());
    if (pause === undefined) return { item, known };
    this.notYet += 1;
    const until = new Date(pause.until).toISOString();
    say({ event: "pausedUntil", ...task, until, shortRuns: pause.short }, `pause ${key}`, until);
    return undefined;
  }
}
