/** A text with escapes resolved, which knows where each of its characters stands in the text as it was written. */
export interface View {
  readonly text: string;
  /** Where in the written text the character at an index begins. */
  start(index: number): number;
  /** Where in the written text the character at an index has ended. */
  end(index: number): number;
}

/** JSON in JSON in a URL is what an error quotes at worst. */
const LEVELS = 5;

/** A text as it is written, then with its escapes resolved, then with the escapes that came out of these, and so on. */
export function resolved(text: string): View[] {
  const views: View[] = [];
  let view: View | undefined = { text, start: (index) => index, end: (index) => index + 1 };
  while (view !== undefined && views.length < LEVELS) {
    views.push(view);
    view = withoutEscapes(view);
  }
  return views;
}

const ESCAPES =
  /\\(?:u\{(?<point>[\da-fA-F]{1,6})\}|u(?<unit>[\da-fA-F]{4})|x(?<byte>[\da-fA-F]{2})|(?<sign>["'\\/bfnrt]))|(?<url>(?:%[\da-fA-F]{2})+)|&(?:#[xX](?<hex>[\da-fA-F]{1,6})|#(?<decimal>\d{1,7})|(?<name>amp|lt|gt|quot|apos));/g;

const SIGNS: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const NAMES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function withoutEscapes(view: View): View | undefined {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  const copyUntil = (index: number) => {
    parts.push(view.text.slice(at, index));
    for (; at < index; at++) {
      starts.push(view.start(at));
      ends.push(view.end(at));
    }
  };
  for (const match of view.text.matchAll(ESCAPES)) {
    copyUntil(match.index);
    const meant = meaningOf(match);
    at += match[0].length;
    parts.push(meant);
    for (let unit = 0; unit < meant.length; unit++) {
      starts.push(view.start(match.index));
      ends.push(view.end(at - 1));
    }
  }
  if (at === 0) return undefined;
  copyUntil(view.text.length);
  return { text: parts.join(""), start: (index) => starts[index] ?? 0, end: (index) => ends[index] ?? 0 };
}

function meaningOf({ 0: written, groups = {} }: RegExpExecArray): string {
  const { point, unit, byte, sign, url, hex, decimal, name } = groups;
  if (sign !== undefined) return SIGNS[sign] ?? sign;
  if (name !== undefined) return NAMES[name] ?? written;
  if (url !== undefined) return Buffer.from(url.replaceAll("%", ""), "hex").toString("utf8");
  const code = decimal === undefined ? Number.parseInt(point ?? unit ?? byte ?? hex ?? "", 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : written;
}
