import type { Html, List, ListItem, Paragraph, PhrasingContent, RootContent } from "mdast";
import type { Phrase } from "../words/phrase";
import { code, text } from "./markdown-text";

export function list(items: readonly ListItem[], cut: number, what: string): List {
  const more = cut === 0 ? [] : [item([cutWords(cut, what)])];
  return { type: "list", ordered: false, spread: false, children: [...items, ...more] };
}

export function item(words: Phrase): ListItem {
  return nested(inline(words), []);
}

export function nested(title: PhrasingContent[], details: readonly Phrase[]): ListItem {
  const below = details.length === 0 ? [] : [list(details.map(item), 0, "detail")];
  return { type: "listItem", spread: false, children: [paragraph(title), ...below] };
}

export function cutWords(cut: number, what: string): string {
  return `… and ${cut} more ${what}${cut === 1 ? "" : "s"}, cut to fit the comment.`;
}

export function paragraph(children: PhrasingContent[]): Paragraph {
  return { type: "paragraph", children };
}

export function html(value: string): Html {
  return { type: "html", value };
}

export function inline(words: Phrase): PhrasingContent[] {
  return words.map((part) => (typeof part === "string" ? text(part) : code(part.name)));
}

/** @param title Our own words: they are no Markdown. */
export function fold(title: string, content: RootContent): RootContent[] {
  return [html(`<details><summary>${title}</summary>`), content, html("</details>")];
}
