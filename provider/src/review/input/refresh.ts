import type { ResourceState, Step } from "./step";

/** The steps of a preview without those of its own refresh, and what these say. */
export interface Refreshed {
  steps: Step[];
  /** What the state said of each resource before the refresh, by URN. Empty for a preview without `--refresh`. */
  remembered: ReadonlyMap<string, ResourceState>;
  /** How many of the resources that stay the same are still not listed. */
  unlisted: number;
}

/**
 * Takes the steps of the refresh out of a preview with `--refresh`. They hold the old state, before and after alike; what
 * the refresh found shows in the other steps alone. A resource without another step either stays the same and is not
 * listed, or has gone and nothing asks for it again: that step is kept, without a state behind it.
 */
export function withoutRefresh(all: readonly Step[], unlisted: number): Refreshed {
  const steps = all.filter(({ op }) => op !== "refresh");
  const remembered = new Map<string, ResourceState>();
  for (const { op, urn, oldState } of all) if (op === "refresh" && oldState) remembered.set(urn, oldState);
  const listed = new Set(steps.map(({ urn }) => urn));
  const alone = [...remembered].filter(([urn]) => !listed.has(urn));
  if (alone.length <= unlisted) {
    const same = alone.map(([urn, state]): Step => ({ op: "same", urn, oldState: state, newState: state }));
    return { steps: [...steps, ...same], remembered, unlisted: unlisted - alone.length };
  }
  // Where some have gone and some are not listed, nobody can tell which is which.
  const gone = unlisted > 0 ? [] : alone.map(([urn, state]): Step => ({ op: "refresh", urn, oldState: state }));
  return { steps: [...steps, ...gone], remembered, unlisted };
}
