import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredObject } from "#storage/probe/client";
import { newestObject, type Search } from "#storage/probe/newest-object";

const NOW = Date.UTC(2026, 10, 28, 12);
const MINUTE = 60_000;
const PAGE = 1_000;

/** How a service might write times into names, and how it would rather not. */
const SPELLINGS = {
  milliseconds: (ms: number) => String(ms),
  seconds: (ms: number) => String(Math.floor(ms / 1000)),
  calendar: (ms: number) => new Date(ms).toISOString().replace(/\D/g, "").slice(0, 14),
  // China's time, which a name does not tell.
  local: (ms: number) => new Date(ms + 8 * 60 * MINUTE).toISOString().replace(/\D/g, "").slice(0, 14),
  words: (ms: number) => new Date(ms).toISOString(),
};

/** Slices of one user, one after the other until some minutes ago. */
function slices(prefix: string, user: string, count: number, minutesAgo: number, time = SPELLINGS.milliseconds) {
  return Array.from({ length: count }, (_, n): StoredObject => {
    const modified = new Date(NOW - minutesAgo * MINUTE - (count - 1 - n) * 20_000);
    return { name: `${prefix}_${user}_${time(modified.getTime() - 5_000)}_${n}.wav`, modified };
  });
}

/** A bucket that lists by name, as all do. */
function bucket(objects: readonly StoredObject[]) {
  const sorted = [...objects].sort((a, b) => (a.name < b.name ? -1 : 1));
  const asked: (string | undefined)[] = [];
  const find = (change: Partial<Search> = {}) => {
    const { prefix = "p", ...more } = change;
    const list = async (after: string | undefined) => {
      asked.push(after);
      const rest = sorted.filter(({ name }) => name.startsWith(prefix) && (after === undefined || name > after));
      return { objects: rest.slice(0, PAGE), more: rest.length > PAGE };
    };
    const end = performance.now() + 60_000;
    return newestObject(list, { prefix, foreign: [], except: `${prefix}-x`, now: NOW, recent: MINUTE, end, ...more });
  };
  return { find, asked };
}

describe("the newest object", () => {
  it.each(Object.keys(SPELLINGS) as (keyof typeof SPELLINGS)[])(
    "is found although its user is not the last by name, with times as %s",
    async (spelling) => {
      const time = SPELLINGS[spelling];
      const { find, asked } = bucket([
        ...slices("p", "anna", 9_000, 0.5, time),
        ...slices("p", "bert", 9_000, 300, time),
      ]);
      expect(await find()).toEqual({ modified: new Date(NOW - 0.5 * MINUTE), sure: true });
      // Where no time is known in the names there is nothing but to look at all of them.
      expect(asked.length).toBe(spelling === "words" ? 18 : 3);
    },
  );

  it("is told exactly also when all are old, with a few requests more", async () => {
    const { find, asked } = bucket([...slices("p", "anna", 9_000, 500), ...slices("p", "bert", 9_000, 700)]);
    expect(await find()).toEqual({ modified: new Date(NOW - 500 * MINUTE), sure: true });
    expect(asked.length).toBeLessThan(25);
  });

  it("is said to be doubtful where there are more objects than are looked at", async () => {
    const { find, asked } = bucket(slices("p", "anna", 60_000, 1, SPELLINGS.words));
    const { modified, sure } = await find();
    expect(sure).toBe(false);
    expect(modified?.getTime()).toBeLessThan(NOW - 1 * MINUTE);
    expect(asked.length).toBe(50);
    expect(await find({ end: performance.now() - 1 })).toEqual({ modified: undefined, sure: false });
  });

  it("is none of another task whose prefix begins alike, however many that has", async () => {
    const { find, asked } = bucket([
      ...slices("p", "anna", 3, 90),
      ...slices("p-1", "bert", 9_000, 1),
      { name: "p-x", modified: new Date(NOW) },
    ]);
    expect(await find({ foreign: ["p-1"] })).toEqual({ modified: new Date(NOW - 90 * MINUTE), sure: true });
    expect(asked.length).toBe(2);
    expect(await find({ prefix: "nothing" })).toEqual({ modified: undefined, sure: true });
  });

  it("is the true one whoever left when, whenever it says so", async () => {
    const users = fc.array(fc.record({ count: fc.nat(3_000), ago: fc.nat(5_000) }), { maxLength: 8 });
    const spelling = fc.constantFrom(SPELLINGS.milliseconds, SPELLINGS.seconds, SPELLINGS.calendar);
    await fc.assert(
      fc.asyncProperty(users, spelling, async (left, time) => {
        const objects = left.flatMap(({ count, ago }, user) => slices("p", `user${user}`, count, ago, time));
        const found = await bucket(objects).find();
        const newest = objects.reduce((most, { modified }) => Math.max(most, modified.getTime()), 0);
        if (found.sure) expect(found.modified?.getTime() ?? 0).toBe(newest);
        else expect(found.modified?.getTime() ?? 0).toBeLessThanOrEqual(newest);
      }),
      { numRuns: 60 },
    );
  });
});
