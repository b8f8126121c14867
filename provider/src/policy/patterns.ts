/** Whether one of the names is on a list of names and globs. */
export function matchesAny(patterns: readonly string[], names: readonly string[]): boolean {
  return patterns.some((pattern) => names.some((name) => matches(pattern, name)));
}

/** Whether a text on a list stands for more than itself. */
export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/**
 * Whether a name is the pattern itself, or fits it as a glob: `*` stands for any characters but a slash, `?` for one.
 *
 * Not by a regular expression, which the glob libraries make of a pattern: with many a `*` one takes longer than anybody
 * waits. Here the last `*` alone is tried again, so the time is at most the product of both lengths.
 */
function matches(pattern: string, name: string): boolean {
  // First as written: a name may contain what means something in a glob.
  if (pattern === name) return true;
  let [inPattern, inName] = [0, 0];
  let [star, tried] = [-1, 0];
  while (inName < name.length) {
    const wanted = pattern[inPattern];
    if (wanted === "*") {
      [star, tried] = [inPattern, inName];
      inPattern += 1;
    } else if (wanted === name[inName] || (wanted === "?" && name[inName] !== "/")) {
      inPattern += 1;
      inName += 1;
    } else if (star >= 0 && name[tried] !== "/") {
      tried += 1;
      [inPattern, inName] = [star + 1, tried];
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === "*") inPattern += 1;
  return inPattern === pattern.length;
}

/** A list for a message: `"a", "b"`. */
export function quotedList(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(", ");
}
