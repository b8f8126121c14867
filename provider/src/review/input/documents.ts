/**
 * Finds the JSON objects in a text in which other lines may stand before, between and after them, such as the banner of
 * a script runner. An object begins at the start of a line.
 */
export function documentsIn(text: string): { documents: object[]; broken: boolean } {
  const documents: object[] = [];
  const beginning = /^[^\S\n]*\{/gm;
  for (let match = beginning.exec(text); match !== null; match = beginning.exec(text)) {
    const start = text.indexOf("{", match.index);
    const end = endOfObject(text, start);
    if (end === undefined) return { documents, broken: true };
    try {
      documents.push(JSON.parse(text.slice(start, end)) as object);
    } catch {
      return { documents, broken: true };
    }
    beginning.lastIndex = end;
  }
  return { documents, broken: false };
}

/** The index behind the brace that closes the one at `start`. */
function endOfObject(text: string, start: number): number | undefined {
  const marks = /["{}]/g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') marks.lastIndex = endOfString(text, mark.index);
    else depth += mark[0] === "{" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return undefined;
}

/**
 * The index behind the quote that closes the one at `start`. Sought from quote to quote: one regular expression for the
 * whole string would need stack for each of its escapes, and there may be millions.
 */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0;
    while (text[quote - 1 - escapes] === "\\") escapes += 1;
    if (escapes % 2 === 0) return quote + 1;
  }
  return text.length;
}
