import { APP, TOS } from "#test/e2e/support/program";
import type { Declaration } from "#test/histories/support/engine";

/** A command of the CLI, and what meets it. */
export interface Command {
  run: "up" | "refresh" | "destroy";
  /** What is declared from now on. */
  program?: Declaration[];
  /** `--refresh` */
  refresh?: boolean;
  /** The name of a resource that has to be replaced: by `--replace`, or by `pulumi state taint` beforehand. */
  replace?: string;
  taint?: string;
  /** The calls of StartSegment that are refused. */
  refused?: "every-second" | "always";
}

function task(name: string, args: Record<string, unknown> = {}, place: Partial<Declaration> = {}): Declaration {
  const all = { appId: APP, roomId: `room-of-${name}`, storageConfig: TOS, ...args };
  return { kind: "SegmentTask", name, args: all, aliases: [], ...place };
}

function group(name: string): Declaration {
  const args = { appId: APP, rooms: [`${name}-1`, `${name}-2`], storageConfig: TOS, maxConcurrency: 1 };
  return { kind: "SegmentTaskGroup", name, args, aliases: [] };
}

const up = (program?: Declaration[], more: Omit<Command, "run" | "program"> = {}): Command => ({
  run: "up",
  ...(program === undefined ? {} : { program }),
  ...more,
});

/** A change that lets old and new task run at once; with a prefix of the user's they can't. */
const longer = (maxIdleTime: number, prefix = false) => ({ maxIdleTime, ...(prefix ? { identifier: "mine" } : {}) });
const INSIDE = { parents: "my:audio:Studio" };
const formerly = (name: string): Partial<Declaration> => ({ aliases: [{ kind: "SegmentTask", name }] });

/** What is done to a stack that is empty at first. */
export const SCENARIOS: Record<string, Command[]> = {
  "resources are changed in every way": [
    up([
      ...["same", "updated", "replaced", "renamed", "moved", "regrouped"].map((name) => task(name)),
      task("old-name", { roomId: "room-of-new-name" }),
      task("stopped-first", { identifier: "mine" }),
      task("own-id", { taskId: "mine" }),
      task("outside"),
    ]),
    up(),
    up([
      task("same"),
      task("updated", { duration: 30 }),
      task("replaced", { maxIdleTime: 60 }),
      task("renamed-without-alias", { roomId: "room-of-renamed" }),
      task("moved", {}, INSIDE),
      group("regrouped"),
      task("new-name", {}, formerly("old-name")),
      task("stopped-first", { identifier: "mine", maxIdleTime: 60 }),
      task("own-id", { taskId: "mine", maxIdleTime: 60 }),
      task("outside", {}, { ...INSIDE, ...formerly("outside") }),
    ]),
    { run: "refresh" },
    up(undefined, { refresh: true }),
    { run: "destroy" },
  ],
  "a replacement is forced": [
    up([task("a"), task("own-id", { taskId: "mine", identifier: "mine" })]),
    up(undefined, { replace: "a" }),
    up(undefined, { replace: "own-id" }),
    up(undefined, { taint: "a" }),
  ],
  "what was replaced could not be deleted yet": [
    up([task("a"), task("b")], { refused: "every-second" }),
    up(),
    up([task("a", longer(60)), task("b"), task("c")], { refused: "every-second" }),
    { run: "refresh" },
    up(),
    up([task("a", longer(70)), task("b"), task("c"), task("d")], { refused: "every-second" }),
    up(undefined, { refresh: true, refused: "always" }),
    { run: "destroy" },
  ],
  "what was deleted could not be replaced yet": [
    up([task("a", longer(50, true))]),
    up([task("a", longer(60, true))], { refused: "always" }),
    { run: "refresh" },
    up(),
    up([task("a", longer(70, true))], { refused: "always" }),
    up([task("a", longer(80))]),
    up([task("a", { identifier: "mine" })]),
    up([task("a", longer(90, true))], { refused: "always" }),
    { run: "destroy" },
  ],
  "a create succeeds in part": [up([group("a"), task("b")], { refused: "every-second" }), up(), up()],
};

/** The same for resources that do not wait for each other. */
export const SIDE_BY_SIDE: Command[] = [
  up([task("a"), task("b")]),
  up([task("a", { maxIdleTime: 60 }), task("b", { duration: 30 })]),
];
