/**
 * The docstrings are written for TypeScript and the dynamic resources. Where the plugin differs, these are its words; each
 * must be due at least once, so that none outlives the sentence that it was made for.
 */
const ADAPTED: readonly (readonly [from: string, to: string])[] = [
  // The plugin keeps them out of the outputs.
  ["; credentials are secret.", "; without credentials."],
  // The storage is one flat object, whose region is a string.
  ["What tells it from third-party storage.", "What tells Volcengine's own storage, TOS, from third-party storage."],
  [
    "What tells it from Volcengine's own storage.",
    "What tells Volcengine's own storage, TOS, from third-party storage.",
  ],
  ["bucket is on: Huawei Cloud OBS, Tencent Cloud COS or Qiniu Kodo.", "bucket is on."],
  ["as a word or as the API's integer,", 'as a word or as the API\'s integer in text, such as `"2"`,'],
  [
    "The API's integer for the region of the bucket,",
    'The API\'s integer for the region of the bucket in text, such as `"2"`,',
  ],
  // A preflight is always an object.
  [
    "the bucket alone, or also whether it can be written to.",
    "the bucket alone, also whether it can be written to, or nothing.",
  ],
  // A user of another language has this npm package only for its commands.
  [
    "for `verifyCallback` and `volcengine-rtc callbacks`.",
    "for `verifyCallback` and `volcengine-rtc callbacks` of the npm package `pulumi-volcengine-rtc`.",
  ],
  // The configuration counts in seconds, and the inputs of an explicit provider are part of the state.
  ["Milliseconds one call may take.", "Seconds one call may take."],
  ["Milliseconds an operation may take", "Seconds an operation may take"],
  [
    "How to reach the API and as whom. Lives only as long as a call; never stored.",
    "How to reach the API and as whom.",
  ],
  // A function of a provider can't answer nothing.
  ["nothing when the API knows no such task", "Fails when the API knows no such task"],
];

const due = new Set<string>();

/** A comment in plain words: paragraphs unwrapped, links as what they are called. */
export function plain(comment: string): string {
  const paragraphs = comment
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\s*\n(?!\s*- )\s*/g, " "));
  const text = withoutLinks(paragraphs.join("\n\n"));
  return ADAPTED.reduce((words, [from, to]) => {
    if (words.includes(from)) due.add(from);
    return words.replace(from, to);
  }, text);
}

/** The adaptations that no docstring needs any more. */
export function undueAdaptations(): string[] {
  return ADAPTED.map(([from]) => from).filter((from) => !due.has(from));
}

/** "See …" leads to the arguments, which stand on the same page; other links are named. */
function withoutLinks(text: string): string {
  return text
    .replace(/ ?See \{@link [^}]+\}\./g, "")
    .replace(/\{@link (?:\w+\.)*(\w+)\}/g, "`$1`")
    .replace(/\{@link \S+ ([^}]+)\}/g, "$1");
}

/** A text and what takes the place of a value that was left out, as a property's description. */
export function described({ text, byDefault }: { text: string; byDefault?: string }): string {
  return [text, ...(byDefault === undefined ? [] : [`Default: ${quoted(byDefault)}.`])]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Values are set as code, words are not. */
function quoted(byDefault: string): string {
  try {
    JSON.parse(byDefault);
    return `\`${byDefault}\``;
  } catch {
    return byDefault;
  }
}

const ITEM = /^- `"(\w+)"`: (.+)$/gm;

/** What a list in a text says of each word. */
export function listIn(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(ITEM)].map(([, word = "", meaning = ""]) => [word, sentence(meaning)]));
}

/** The text without that list. */
export function withoutList(text: string): string {
  return text.replace(ITEM, "").replace(/\n{3,}/g, "\n\n");
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
