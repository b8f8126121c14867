import fc from "fast-check";
import type { CallCut } from "./model-world";
import { COMPONENTS, NAMES, ROOMS, type Wish } from "./program";
import type { Circumstances } from "./world";

/** How a command goes: alone and at once, or not. */
export interface Conditions<Cut> extends Circumstances<Cut> {
  /** A call whose answer gets lost, or that fails. */
  fault:
    | {
        action: "StartSegment" | "StopSegment" | "UpdateSegment" | "GetSegmentTask";
        when: "before" | "after";
        times: number;
      }
    | undefined;
  staleReads: number;
  slowStops: number;
  parallel: boolean;
  /** Whether the program declares its resources in reverse order. */
  reverse: boolean;
  refresh: boolean;
}

export type Step<Cut> = { slot: number } & (
  | { do: "declare"; wish: Omit<Wish, "aliases"> }
  | { do: "remove" }
  | { do: "rename"; name: string; parents: Wish["parents"]; alias: boolean }
  | { do: "namesake" }
  | { do: "regroup" }
  | { do: "rotate" }
  | { do: "change"; what: "duration" | "maxIdleTime" | "bucket" | "room" | "ownPrefix" | "ownId" }
  | { do: "force" }
  | { do: "destroy" }
  | { do: "lose" }
  | { do: "outside"; what: "end" | "update" | "restart" | "stranger" }
  | { do: "wait"; hours: number }
  | { do: "switchStack" }
  | { do: "twin" }
) &
  Conditions<Cut>;

const wish: fc.Arbitrary<Omit<Wish, "aliases">> = fc.record({
  kind: fc.constantFrom("SegmentTask", "SegmentTaskGroup"),
  name: fc.constantFrom(...NAMES),
  parents: fc.constantFrom(...COMPONENTS),
  room: fc.constantFrom(...ROOMS),
  ownId: fc.boolean(),
  ownPrefix: fc.boolean(),
  keys: fc.constantFrom(0, 1),
  bucket: fc.constantFrom("audio", "archive"),
  duration: fc.constantFrom(20, 30),
  maxIdleTime: fc.constantFrom(3600, 7200),
  adopt: fc.constant(false),
});

const conditions: fc.Arbitrary<Conditions<CallCut>> = fc.record({
  cut: fc.option(fc.record({ call: fc.integer({ min: 1, max: 8 }), when: fc.constantFrom("before", "after") }), {
    nil: undefined,
  }),
  fault: fc.option(
    fc.record({
      action: fc.constantFrom("StartSegment", "StopSegment", "UpdateSegment", "GetSegmentTask"),
      when: fc.constantFrom("before", "after"),
      times: fc.integer({ min: 1, max: 9 }),
    }),
    { nil: undefined, freq: 2 },
  ),
  coarse: fc.boolean(),
  staleReads: fc.constantFrom(0, 0, 1, 2),
  slowStops: fc.constantFrom(0, 0, 1, 3),
  parallel: fc.boolean(),
  reverse: fc.boolean(),
  refresh: fc.boolean(),
});

const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("declare"), wish }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove") }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("rename"),
      name: fc.constantFrom(...NAMES),
      parents: fc.constantFrom(...COMPONENTS),
      alias: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("namesake") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("regroup") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("rotate") }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("change"),
      what: fc.constantFrom("duration", "maxIdleTime", "bucket", "room", "ownPrefix", "ownId"),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("force") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("destroy") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("lose") }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("outside"),
      what: fc.constantFrom("end", "update", "restart", "stranger"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait"), hours: fc.constantFrom(1, 80) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("switchStack") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("twin") }) },
);

/** Histories for the model of the engine, in which a command costs nothing. */
export const histories: fc.Arbitrary<Step<CallCut>[]> = fc.array(step(fc.nat({ max: 2 }), action, conditions), {
  minLength: 2,
  maxLength: 9,
});

/** Short histories for the real CLI. What takes hours, or many retries in real time, is left to the others. */
export function cliHistories<Cut>(cut: fc.Arbitrary<Cut>): fc.Arbitrary<Step<Cut>[]> {
  const harsh: fc.Arbitrary<Conditions<Cut>> = fc.record({
    cut: fc.option(cut, { nil: undefined, freq: 4 }),
    coarse: fc.constant(false),
    fault: fc.constant(undefined),
    staleReads: fc.constantFrom(0, 0, 0, 1),
    slowStops: fc.constantFrom(0, 0, 0, 1),
    parallel: fc.boolean(),
    reverse: fc.boolean(),
    refresh: fc.boolean(),
  });
  const declaration = fc.record({ do: fc.constant("declare"), wish });
  const later = action.filter(({ do: what }) => !["declare", "wait", "switchStack"].includes(what));
  // So that hardly a step has nothing to do, almost all of them are about the resource that is there first.
  const first = step(fc.constant(0), declaration, harsh);
  const second = step(fc.constant(1), declaration, harsh);
  const next = fc.oneof({ weight: 1, arbitrary: second }, { weight: 6, arbitrary: step(fc.constant(0), later, harsh) });
  return fc.tuple(first, fc.array(next, { minLength: 2, maxLength: 3 })).map(([start, more]) => [start, ...more]);
}

function step<Cut>(
  slot: fc.Arbitrary<number>,
  what: fc.Arbitrary<object>,
  how: fc.Arbitrary<Conditions<Cut>>,
): fc.Arbitrary<Step<Cut>> {
  return fc.tuple(slot, what, how).map(([number, ...parts]) => Object.assign({ slot: number }, ...parts) as Step<Cut>);
}
