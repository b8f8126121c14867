import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { FIELDS as CALLBACK } from "#callback/settings/fields";
import type { Effect, Fact } from "#inputs/facts";
import { CONTROL, CREDENTIALS, FIELDS, PREFLIGHT, STORAGE, STREAM } from "#segment/fields";
import { OWN_FIELDS } from "#segment/group/fields";

const EFFECTS: Record<Effect, RegExp> = {
  update: /^A change updates the (task|callback) in place/m,
  replace: /^\*\*A change replaces the (task|callback)\.\*\*/m,
  setting: /^A change leaves (the task|a running task|the callback) alone/m,
};

const parts = (facts: Readonly<Record<string, Fact>>, change: Effect) =>
  Object.entries(facts).map(([name, fact]) => [name, { ...fact, change }] as const);

const stored = parts(STORAGE, FIELDS.storageConfig.change);

/** What each interface of arguments documents. */
const DOCUMENTED: Record<string, readonly (readonly [name: string, fact: Fact & { change?: Effect }])[]> = {
  SegmentTaskArgs: Object.entries(FIELDS),
  TargetStreamArgs: parts(STREAM, FIELDS.targetStreams.change),
  ControlArgs: parts(CONTROL, FIELDS.control.change),
  TosStorageArgs: stored.filter(([name]) => name !== "vendor" && name !== "credentials"),
  CustomStorageArgs: stored.filter(([name]) => name !== "accountId"),
  NumberedStorageArgs: stored
    .filter(([name]) => name !== "accountId")
    // There is no table of regions, so none is the default.
    .map(([name, fact]) => [name, name === "region" ? { required: true, change: fact.change } : fact]),
  CredentialsArgs: parts(CREDENTIALS, FIELDS.storageConfig.change),
  PreflightArgs: parts(PREFLIGHT, FIELDS.preflight.change),
  RtcCallbackArgs: Object.entries(CALLBACK),
  SegmentTaskGroupArgs: [["maxConcurrency", OWN_FIELDS.maxConcurrency]],
};

/** Of each interface of a file, the text and the default in the comment of each property. */
function comments(path: string): [owner: string, Map<string, { text: string; byDefault: string | undefined }>][] {
  const file = join(import.meta.dirname, "../../../provider/src/dynamic", path);
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  return source.statements.filter(ts.isInterfaceDeclaration).map((declaration) => [
    declaration.name.text,
    new Map(
      declaration.members.map((member) => {
        const text = ts
          .getJSDocCommentsAndTags(member)
          .filter(ts.isJSDoc)
          .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
          .join("\n");
        const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === "default");
        return [member.name?.getText() ?? "", { text, byDefault: tag && ts.getTextOfJSDocComment(tag.comment) }];
      }),
    ),
  ]);
}

const COMMENTS = new Map([
  ...comments("segment-task/args.ts"),
  ...comments("group/args.ts"),
  ...comments("callback/args.ts"),
]);

test("every interface of arguments is compared with the facts, and each of a task or a callback has a comment for every one", () => {
  expect([...COMMENTS.keys()].sort()).toEqual(Object.keys(DOCUMENTED).sort());
  for (const [owner, facts] of Object.entries(DOCUMENTED).filter(([owner]) => owner !== "SegmentTaskGroupArgs")) {
    const names = facts.map(([name]) => name);
    expect([owner, [...(COMMENTS.get(owner)?.keys() ?? [])].sort()]).toEqual([owner, names.sort()]);
  }
});

const ALL = Object.entries(DOCUMENTED).flatMap(([owner, facts]) =>
  facts.map(([name, fact]) => [`${owner}.${name}`, COMMENTS.get(owner)?.get(name), fact] as const),
);

test.each(ALL)(
  "the comment of %s tells its default, range, unit and secrecy, and what a change does",
  (_, comment, fact) => {
    const { text = "", byDefault } = comment ?? {};
    const { change, required, default: value, absent, unit, range, secret } = fact;
    if (change !== undefined) expect(text).toMatch(EFFECTS[change]);
    if (range !== undefined) expect(text).toContain(`${range[0]} to ${range[1]}.`);
    if (unit !== undefined) expect(text.toLowerCase()).toContain(unit);
    if (secret) expect(text).toMatch(/Stored encrypted|Always a secret/);
    if (required) expect(byDefault).toBeUndefined();
    else if (absent === "nothing") expect(byDefault).toBe("none");
    else if (value === undefined || Array.isArray(value)) expect(byDefault).toMatch(/\w/);
    else expect(byDefault).toBe(JSON.stringify(value));
  },
);
