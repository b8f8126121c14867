// @ts-check
import { Converter } from "typedoc";

const FIRST_HEADING = /^# (.+)\n+/;

/**
 * A TypeDoc plugin: a page is called what its first heading says, and not what its file is called. The heading itself
 * goes, as the site puts the title above each page.
 * @param {import("typedoc").Application} app
 */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, page) => {
    const [first] = page.content;
    const title = first?.kind === "text" ? FIRST_HEADING.exec(first.text) : null;
    if (first === undefined || title === null) return;
    page.name = title[1].replaceAll("`", "");
    first.text = first.text.slice(title[0].length);
  });
}
