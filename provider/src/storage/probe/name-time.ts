import type { StoredObject } from "./client";

/** How a time may be written in digits alone, so that later ones come later in the order of names. */
const SPELLINGS = [
  {
    length: 14,
    read: (digits: string) => Date.parse(digits.replace(/^(....)(..)(..)(..)(..)(..)$/, "$1-$2-$3T$4:$5:$6Z")),
    write: (ms: number) => new Date(ms).toISOString().replace(/\D/g, "").slice(0, 14),
  },
  { length: 13, read: Number, write: (ms: number) => String(Math.floor(ms)) },
  { length: 10, read: (digits: string) => Number(digits) * 1000, write: (ms: number) => String(Math.floor(ms / 1000)) },
];

/** A name is written before its object; one in local time may be this much off. */
const MOST_APART_MS = 24 * 60 * 60 * 1000;

/**
 * A name behind which the objects stand that are like this one and were written after a moment. It is found by the time
 * in the name, which is only believed where it fits the time at which the object was written.
 *
 * @returns nothing where there is no such time, or nothing to be passed over.
 */
export function nameAt({ name, modified }: StoredObject, prefix: string, moment: number): string | undefined {
  for (const { length, read, write } of SPELLINGS) {
    for (let at = prefix.length; at + length <= name.length; at++) {
      const digits = name.slice(at, at + length);
      if (!/^\d+$/.test(digits)) continue;
      const time = read(digits);
      const apart = modified.getTime() - time;
      if (!(Math.abs(apart) <= MOST_APART_MS)) continue;
      const passed = moment - apart;
      return passed > time ? name.slice(0, at) + write(passed) : undefined;
    }
  }
  return undefined;
}
