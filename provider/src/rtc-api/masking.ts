import { resolved } from "./escapes";

export const MASK = "***";

/** Shorter secrets are left alone: they would shred every text, and give nothing away. */
const SHORTEST = 4;

export type Mask = (text: string) => string;

/**
 * Takes secrets out of a text, however they are written there: as they are, escaped for JSON, URLs or HTML, also
 * several times over, and in base64. A secret inside something longer that is in base64 as a whole is not found.
 */
export function masking(secrets: readonly (string | undefined)[]): Mask {
  const forms = [...new Set(secrets.flatMap((secret) => (secret === undefined ? [] : formsOf(secret))))];
  return (text) => {
    const spans = resolved(text).flatMap((view) =>
      forms
        .flatMap((form) => occurrences(view.text, form))
        .map(([from, to]): Span => [view.start(from), view.end(to - 1)]),
    );
    return covered(text, spans);
  };
}

/** The same value, with all its texts masked. For values of known depth only. */
export function maskAll<T>(value: T, mask: Mask): T;
export function maskAll(value: unknown, mask: Mask): unknown {
  if (typeof value === "string") return mask(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => maskAll(inner, mask));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskAll(inner, mask)]));
}

/** From the first character to behind the last. */
type Span = readonly [from: number, to: number];

function formsOf(secret: string): string[] {
  const padded = Buffer.from(secret, "utf8").toString("base64");
  const base64 = [padded, padded.replace(/=+$/, "")];
  return [
    // A secret may look like an escape itself, and is resolved along with what stands around it.
    ...resolved(secret).map(({ text }) => text),
    secret.replaceAll(" ", "+"),
    ...base64,
    ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
  ].filter((form) => secret.length >= SHORTEST && form.length >= SHORTEST);
}

/** Where a form stands in a text; occurrences that overlap count as one. */
function occurrences(text: string, form: string): Span[] {
  const found: [number, number][] = [];
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) {
    const last = found.at(-1);
    if (last !== undefined && at <= last[1]) last[1] = at + form.length;
    else found.push([at, at + form.length]);
  }
  return found;
}

function covered(text: string, spans: readonly Span[]): string {
  let masked = "";
  let end = 0;
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    if (from >= end) masked += text.slice(end, from) + MASK;
    end = Math.max(end, to);
  }
  return masked + text.slice(end);
}
