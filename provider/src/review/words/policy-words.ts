import type { PolicyResult } from "../changes/policy-results";
import { named, type Phrase, phrase } from "./phrase";

/** What policies say in the same words, of one resource or of several. */
export interface Objection extends Omit<PolicyResult, "policy" | "resource"> {
  policies: readonly string[];
  resources: readonly string[];
}

/**
 * Results that differ in nothing but the resource, told once; those that are open, and differ in nothing but the policy,
 * too: they wait for one and the same value.
 */
export function objectionsOf(results: readonly PolicyResult[]): Objection[] {
  const each = results.map(({ policy, resource, ...words }) => ({
    ...words,
    policies: [policy],
    resources: [resource],
  }));
  const byPolicy = merged(each, ({ resources: _, ...words }) => words, "resources");
  return merged(
    byPolicy,
    ({ policies, ...words }) => (words.kind === "open" ? words : { policies, ...words }),
    "policies",
  );
}

/** Puts together what has the same key, with the lists of all of them as one. */
function merged(
  objections: readonly Objection[],
  keyOf: (objection: Objection) => object,
  list: "policies" | "resources",
): Objection[] {
  const groups = new Map<string, Objection[]>();
  for (const objection of objections) {
    const key = JSON.stringify(keyOf(objection));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [objection]);
    else group.push(objection);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [{ ...first, [list]: [...new Set(group.flatMap((objection) => objection[list]))] }];
  });
}

/** What an objection is about: resources, and their stack where there are several. */
export function aboutPhrase({ resources, stack }: Objection, severalStacks: boolean): Phrase {
  const names = named(resources);
  return severalStacks ? phrase`${names} in ${stack}` : names;
}
