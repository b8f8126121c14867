import fc from "fast-check";
import { COMPONENTS, NAMES, ROOMS, type Wish } from "./program";
import type { Cut } from "./world";

/** How a command goes: alone and at once, or not. */
export interface Conditions {
  cut: Cut | undefined;
  coarse: boolean;
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

export type Step = { slot: number } & (
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
  Conditions;

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

const conditions: fc.Arbitrary<Conditions> = fc.record({
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

export const histories: fc.Arbitrary<Step[]> = fc.array(
  fc
    .tuple(fc.nat({ max: 2 }), action, conditions)
    .map(([slot, what, how]) => ({ slot, ...what, ...how }) as unknown as Step),
  { minLength: 2, maxLength: 9 },
);
