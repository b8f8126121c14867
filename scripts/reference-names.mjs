// @ts-check
import { Converter, ReflectionKind } from "typedoc";

const FIRST_HEADING = /^# (.+)\n+/;

/**
 * A TypeDoc plugin: what has no name, or one that says nothing, gets the one that its author means.
 * @param {import("typedoc").Application} app
 */
export function load(app) {
  // A page is called what its first heading says, and not what its file is called.
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, page) => {
    const title = firstHeading(page.content);
    if (title !== undefined) page.name = title.replaceAll("`", "");
  });

  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    // The site puts the package's name above the start page, which begins with it.
    const [first] = project.readme ?? [];
    if (first !== undefined && firstHeading(project.readme) === project.name) {
      first.text = first.text.replace(FIRST_HEADING, "");
    }
    // A parameter that is taken apart in the signature has no name. Its type's last word tells what it is.
    for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter)) {
      if (!parameter.isParameter() || parameter.name !== "__namedParameters") continue;
      const word = parameter.type?.type === "reference" ? /[A-Z][a-z]+$/.exec(parameter.type.name)?.[0] : undefined;
      if (word !== undefined) parameter.name = word.toLowerCase();
    }
  });
}

/** @param {readonly import("typedoc").CommentDisplayPart[] | undefined} content */
function firstHeading(content) {
  const [first] = content ?? [];
  return first?.kind === "text" ? FIRST_HEADING.exec(first.text)?.[1] : undefined;
}
