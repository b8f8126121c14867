import type { Owner } from "../segment/owner";

/** A resource of this package that a stack has, or is going to have. */
export interface SegmentResource {
  urn: string;
  /** What is not known yet is `UNKNOWN`, and what is hidden is `SECRET`. */
  inputs: Readonly<Record<string, unknown>>;
  /** Texts that are in clear here, and are secrets all the same. */
  secrets: readonly string[];
}

const TYPE = /^pulumi-nodejs:dynamic\/volcengine-rtc:SegmentTask(Group)?$/;

/** What a resource of a type of this package holds; nothing for any other. */
export function kindOf(type: string): Owner["kind"] | undefined {
  const [known, group] = TYPE.exec(type) ?? [];
  if (known === undefined) return undefined;
  return group === undefined ? "task" : "group";
}
