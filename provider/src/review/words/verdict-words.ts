import type { Verdict } from "../changes/policy-verdicts";
import { named, type Phrase, phrase } from "./phrase";

/** What a policy says, in the same words, of one resource or of several. */
export interface Objection extends Omit<Verdict, "resource"> {
  resources: readonly string[];
}

/** Verdicts that differ in nothing but the resource, told once. */
export function objectionsOf(verdicts: readonly Verdict[]): Objection[] {
  const objections = new Map<string, Objection & { resources: string[] }>();
  for (const { resource, ...words } of verdicts) {
    const key = JSON.stringify([words.stack, words.kind, words.level, words.policy, words.message]);
    const objection = objections.get(key);
    if (objection === undefined) objections.set(key, { ...words, resources: [resource] });
    else objection.resources.push(resource);
  }
  return [...objections.values()];
}

/** What an objection is about: resources, and their stack where there are several. */
export function aboutPhrase({ resources, stack }: Objection, severalStacks: boolean): Phrase {
  const names = named(resources);
  return severalStacks ? phrase`${names} in ${stack}` : names;
}
