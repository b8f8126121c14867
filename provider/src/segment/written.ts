import type { Fact } from "../inputs/facts";
import { FIELDS } from "./fields";
import type { ResolvedSegment, SegmentInputs } from "./inputs";

/**
 * Which inputs the user wrote is not kept by the engine beside the outputs, but a refresh must give back those and no
 * others. So the outputs remember, by name only, which optional ones were written.
 */
const OPTIONAL_PATHS = optionalPaths(FIELDS);

/** Lists stand or fall as a whole, and what nothing takes the place of is there only if it was written. */
function optionalPaths(facts: Readonly<Record<string, Fact>>, prefix = ""): string[] {
  return Object.entries(facts).flatMap(([name, fact]) => {
    const path = `${prefix}${name}`;
    const replaced = fact.absent === undefined || fact.absent === "madeUp" || fact.absent === "platform";
    const own = !fact.required && replaced ? [path] : [];
    return Array.isArray(fact.default) ? own : [...own, ...optionalPaths(fact.parts ?? {}, `${path}.`)];
  });
}

/** The optional paths the user wrote, separated by spaces. */
export function writtenPaths(inputs: SegmentInputs): string {
  const fields = inputs as unknown as Record<string, Record<string, unknown> | undefined>;
  return OPTIONAL_PATHS.filter((path) => {
    const [field = "", inner] = path.split(".");
    return (inner === undefined ? fields[field] : fields[field]?.[inner]) !== undefined;
  }).join(" ");
}

/** What the user had written, with the values a task has now. */
export function writtenInputs(segment: ResolvedSegment, written: string): SegmentInputs {
  const inputs = structuredClone(segment) as unknown as Record<string, Record<string, unknown> | undefined>;
  const kept = new Set(written.split(" "));
  for (const path of OPTIONAL_PATHS.filter((optional) => !kept.has(optional))) {
    const [field = "", inner] = path.split(".");
    if (inner === undefined) delete inputs[field];
    else delete inputs[field]?.[inner];
  }
  return inputs as unknown as SegmentInputs;
}
