import picomatch from "picomatch";

/** Whether one of the names is on a list of names and globs. */
export function matchesAny(patterns: readonly string[], names: readonly string[]): boolean {
  return patterns.some((pattern) => {
    // First as written: a name may contain what means something in a glob.
    if (names.includes(pattern)) return true;
    const matches = picomatch(pattern, { dot: true });
    return names.some((name) => matches(name));
  });
}

/** A list for a message: `"a", "b"`. */
export function quoted(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(", ");
}
