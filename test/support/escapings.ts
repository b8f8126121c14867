const hex = (code: number, digits: number) => code.toString(16).padStart(digits, "0");
const units = (text: string) => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
const inner = (text: string) => JSON.stringify(text).slice(1, -1);
const entity = (text: string) => text.replace(/[^a-z0-9]/gi, (sign) => `&#x${hex(sign.codePointAt(0) ?? 0, 2)};`);

/** How a server may write a text into another one. */
export const ESCAPINGS: Record<string, (text: string) => string> = {
  "as it is": (text) => text,
  "in JSON": inner,
  "in JSON with escaped slashes": (text) => inner(text).replaceAll("/", "\\/"),
  "in JSON with all characters as lower case hex": (text) =>
    units(text)
      .map((unit) => `\\u${hex(unit, 4)}`)
      .join(""),
  "in JSON with some signs as upper case hex": (text) =>
    inner(text).replace(/[=+/&<>]/g, (sign) => `\\u${hex(sign.charCodeAt(0), 4).toUpperCase()}`),
  "in JSON in JSON": (text) => inner(inner(text).replaceAll("/", "\\/").replaceAll("=", "\\u003d")),
  "in a URL": encodeURIComponent,
  "in a URL in lower case hex": (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  "in a form, with + for a space": (text) => new URLSearchParams({ "": text }).toString().slice(1),
  "in a URL with all bytes as hex": (text) => [...Buffer.from(text)].map((byte) => `%${hex(byte, 2)}`).join(""),
  "in a URL in a URL": (text) => encodeURIComponent(encodeURIComponent(text)),
  "in JSON in a URL": (text) => encodeURIComponent(inner(text)),
  "in HTML": entity,
  "in base64": (text) => Buffer.from(text).toString("base64"),
  "in base64 without padding": (text) => Buffer.from(text).toString("base64").replaceAll("=", ""),
  "in base64url": (text) => Buffer.from(text).toString("base64url"),
  "in base64 in a URL": (text) => encodeURIComponent(Buffer.from(text).toString("base64")),
};
