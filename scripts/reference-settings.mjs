// @ts-check
import { Comment, Converter } from "typedoc";
import ts from "typescript";

/**
 * A TypeDoc plugin: a setting of a policy is documented by its JSON schema, from which its type derives too. So what it
 * means is said once, for Pulumi and for the reference.
 * @param {import("typedoc").Application} app
 */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    const declaration = context.getSymbolFromReflection(reflection)?.declarations?.[0];
    if (reflection.comment !== undefined || !declaration || !ts.isPropertyAssignment(declaration)) return;
    /** @param {string} key */
    const literal = (key) => {
      const property = context.checker.getTypeAtLocation(declaration).getProperty(key);
      return property && context.checker.typeToString(context.checker.getTypeOfSymbol(property));
    };
    const description = literal("description");
    if (description === undefined) return;
    const text = [JSON.parse(description)];
    if (literal("default") !== undefined) text.push(`Default: ${literal("default")}.`);
    reflection.comment = new Comment([{ kind: "text", text: text.join(" ") }]);
  });
}
