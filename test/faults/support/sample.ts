import { createHash, randomBytes } from "node:crypto";

/** How many of a list are tested: `FAULTS_SAMPLE`, or all. */
const SIZE = process.env.FAULTS_SAMPLE === undefined ? Number.POSITIVE_INFINITY : Number(process.env.FAULTS_SAMPLE);

export const SAMPLED = SIZE !== Number.POSITIVE_INFINITY;

/** Says which sample it is; the same seed gives the same one. `FAULTS_SEED`, or a new one. */
export const SEED = process.env.FAULTS_SEED ?? randomBytes(4).toString("hex");

/** A random part of a list, in the list's order. */
export function sample<T>(items: readonly T[], size = SIZE): T[] {
  if (items.length <= size) return [...items];
  const rank = (item: T) =>
    createHash("sha256")
      .update(`${SEED} ${JSON.stringify(item)}`)
      .digest("hex");
  const chosen = new Set(items.toSorted((a, b) => rank(a).localeCompare(rank(b))).slice(0, size));
  return items.filter((item) => chosen.has(item));
}

/** For the name of a group of tests, so that a failed sample can be run again. */
export function sampleName(chosen: number, all: number): string {
  return chosen === all ? `all ${all} cells` : `${chosen} of ${all} cells, FAULTS_SEED=${SEED}`;
}

/** All of them, or in a sample a random one; `what` is what it is chosen for. */
export function oneOf<T>(items: readonly T[], what: string): readonly T[] {
  if (!SAMPLED) return items;
  const [chosen] = sample(
    items.map((item) => ({ item, what })),
    1,
  );
  return chosen === undefined ? [] : [chosen.item];
}
