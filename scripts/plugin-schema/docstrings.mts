import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";
import { plain } from "./wording.mts";

const SOURCES = resolve(import.meta.dirname, "../../provider/src");

/** What the comment of a declaration or of one of its members says, in plain words, and how it is declared. */
export interface Docstring {
  text: string;
  /** What takes the place of a value that was left out, as the tag `@default` says. */
  byDefault?: string;
  /** What the tag `@returns` says. */
  returns?: string;
  optional: boolean;
  /** Its type as written; empty where there is none. */
  type: string;
}

export interface Documented extends Docstring {
  /** What its static method `get` says of the id of what it reads; absent where it has none. */
  id?: string;
  members: ReadonlyMap<string, Docstring>;
}

/** The comments of a source file of the provider, by the name of the declaration. */
export function docstringsOf(path: string): (name: string) => Documented {
  const file = resolve(SOURCES, path);
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const all = new Map(
    source.statements.flatMap((statement) => {
      const name = ts.isDeclarationStatement(statement) ? statement.name?.getText() : undefined;
      return name === undefined ? [] : [[name, documented(statement)] as const];
    }),
  );
  return (name) => {
    const found = all.get(name);
    if (found === undefined) throw new Error(`${path} declares no ${name}`);
    return found;
  };
}

function documented(statement: ts.Statement): Documented {
  const members =
    ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement) ? [...statement.members] : [];
  const named = members.flatMap((member) =>
    member.name && (ts.isPropertySignature(member) || ts.isPropertyDeclaration(member))
      ? [[member.name.getText(), { ...docstring(member), ...declared(member) }] as const]
      : [],
  );
  const id = members.flatMap((member) => (member.name?.getText() === "get" ? idOf(member) : [])).at(0);
  const described = { ...docstring(statement), optional: false, type: "", members: new Map(named) };
  return id === undefined ? described : { ...described, id };
}

function idOf(get: ts.Node): string[] {
  const tag = ts.getAllJSDocTags(get, ts.isJSDocParameterTag).find(({ name }) => name.getText() === "id");
  return tag === undefined ? [] : [plain(ts.getTextOfJSDocComment(tag.comment) ?? "")];
}

function docstring(node: ts.Node): Pick<Docstring, "text" | "byDefault" | "returns"> {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = comments.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "").join("\n\n");
  const tag = (name: string) => {
    const found = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === name);
    return found && plain(ts.getTextOfJSDocComment(found.comment) ?? "");
  };
  const byDefault = tag("default");
  const returns = tag("returns");
  return {
    text: plain(text),
    ...(byDefault === undefined ? {} : { byDefault }),
    ...(returns === undefined ? {} : { returns }),
  };
}

function declared(member: ts.PropertySignature | ts.PropertyDeclaration): Pick<Docstring, "optional" | "type"> {
  return { optional: member.questionToken !== undefined, type: member.type?.getText() ?? "" };
}
