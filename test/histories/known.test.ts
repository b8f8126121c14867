import { describe } from "vitest";
import { History } from "./support/history";
import { ADAPTERS } from "./support/model-test";
import type { CallCut } from "./support/model-world";
import type { Step } from "./support/steps";

type Told = Step<CallCut> extends infer S ? (S extends unknown ? Partial<S> & Pick<S, "do" & keyof S> : never) : never;

const wish = {
  kind: "SegmentTask" as const,
  name: "a",
  parents: undefined,
  room: "lobby",
  ownId: false,
  ownPrefix: false,
  keys: 0,
  bucket: "audio",
  duration: 20,
  maxIdleTime: 3600,
  adopt: false,
};
const declare = (change: Partial<typeof wish> = {}): Told => ({ do: "declare", wish: { ...wish, ...change } });
const rename = (alias: boolean): Told => ({ do: "rename", name: "a", parents: "my:audio:Studio", alias });

/** Histories that once ended badly, and would be drawn too seldom to be relied on. */
const KNOWN: Record<string, Told[]> = {
  "a namesake of a renamed resource whose start is cut short under --refresh": [
    declare(),
    rename(true),
    { slot: 1, do: "namesake", cut: { call: 3, when: "before" }, reverse: true, refresh: true },
  ],
  "a namesake that comes first in the program, while all is done at once": [
    declare(),
    rename(true),
    { slot: 1, do: "namesake", reverse: true, parallel: true },
  ],
  "a forced replacement of a renamed resource beside a namesake, under --refresh and cut short": [
    declare({ ownId: true }),
    rename(true),
    { slot: 1, do: "namesake" },
    { do: "force", cut: { call: 2, when: "before" }, refresh: true },
  ],
  "a renamed resource under --refresh": [declare(), { ...rename(true), refresh: true }],
  "an id of the user's own that moves on to another resource under --refresh": [
    declare({ ownId: true }),
    { ...rename(false), refresh: true },
  ],
  "a forced replacement whose answer gets lost while the old task still ends": [
    declare({ ownId: true, ownPrefix: true }),
    { do: "force", fault: { action: "StartSegment", when: "before", times: 1 }, slowStops: 3 },
  ],
  "new keys of a renamed group's storage, cut short after the start": [
    { do: "declare", wish: { ...wish, kind: "SegmentTaskGroup", keys: 1 } },
    rename(true),
    { do: "rotate", cut: { call: 7, when: "before" }, refresh: true },
  ],
  "new keys for a group that was replaced by force under --refresh, cut short after a start": [
    { do: "declare", wish: { ...wish, kind: "SegmentTaskGroup", keys: 1 } },
    { do: "force", refresh: true },
    { do: "rotate", cut: { call: 5, when: "after" }, refresh: true },
  ],
  "a former name given back without an alias to a task with id and prefix of the user's own, and a lost call": [
    declare({ ownId: true, ownPrefix: true }),
    rename(true),
    {
      do: "rename",
      name: "a",
      parents: undefined,
      alias: false,
      fault: { action: "StartSegment", when: "before", times: 1 },
    },
  ],
  "a former name given back without an alias to an adopted task, whose old resource is then deleted": [
    declare({ ownId: true, ownPrefix: true, adopt: true }),
    rename(true),
    { do: "rename", name: "a", parents: undefined, alias: false, cut: { call: 3, when: "after" } },
  ],
  "a stack made under the old name of another": [declare(), { do: "twin", refresh: true }],
};

describe.each(ADAPTERS)("a history that once ended badly ends well with $adapter resources", ({ modelTest }) => {
  modelTest.for(Object.entries(KNOWN))("%s", { timeout: 30_000 }, async ([, steps], { world }) => {
    const quiet = { slot: 0, cut: undefined, fault: undefined, coarse: false, staleReads: 0, slowStops: 0 };
    const how = { ...quiet, parallel: false, reverse: false, refresh: false };
    await new History(world).run(steps.map((step) => ({ ...how, ...step }) as Step<CallCut>));
  });
});
