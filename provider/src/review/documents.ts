/**
 * Finds the JSON objects in a text in which other lines may stand before, between and after them, such as the banner of
 * a script runner. An object begins at the start of a line.
 */
export function documentsIn(text: string): { documents: object[]; broken: boolean } {
  const documents: object[] = [];
  const beginning = /^\s*\{/gm;
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
  const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}]/gs;
  tokens.lastIndex = start;
  let depth = 0;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    if (token[0] === "{") depth += 1;
    else if (token[0] === "}") depth -= 1;
    if (depth === 0) return tokens.lastIndex;
  }
  return undefined;
}
