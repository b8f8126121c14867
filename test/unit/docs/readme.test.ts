import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import MarkdownIt from "markdown-it";
import { expect, test } from "vitest";
import { groupProperties } from "#adapter/group/outputs";
import { CALLBACK_FIELDS, factsOf as callbackFactsOf } from "#callback/settings/fields";
import type { CallbackField } from "#callback/settings/inputs";
import type { Fact } from "#inputs/facts";
import { FIELDS, factsOf, MIN_INTEGER, ROOM_FIELDS, SEGMENT_FIELDS } from "#segment/fields";
import { GROUP_FIELDS, OWN_FIELDS } from "#segment/group/fields";
import type { GroupInputs } from "#segment/group/inputs";
import type { SegmentField } from "#segment/inputs";
import { territoryOf } from "#storage/region-places";
import { OSS_REGIONS, type Platform, regionWords, S3_REGIONS, TOS_REGIONS } from "#storage/regions";
import { GROUPS } from "#test/live/checks";

import { TOS } from "#test/support/segment-inputs";

const root = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** The cells of the table that follows a marker. */
function table(markdown: string, marker: string): string[][] {
  const lines = (markdown.split(`<!-- ${marker} -->\n`)[1] ?? "").split("\n");
  const rows = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith("|")),
  );
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const bare = (name: string) => name.replaceAll("`", "");

/** Everything that can be written, by its path. */
function argumentsIn(facts: Readonly<Record<string, Fact>>, prefix = ""): [path: string, fact: Fact][] {
  return Object.entries(facts).flatMap(([name, fact]): [string, Fact][] => {
    const path = `${prefix}${name}`;
    const inside = Array.isArray(fact.default) ? `${path}[].` : `${path}.`;
    return [[path, fact], ...argumentsIn(fact.parts ?? {}, inside)];
  });
}

/** What a table must say of a fact, as far as that is a word or a number. */
function expectFact(cells: readonly string[], { required, default: byDefault, absent, unit, range }: Fact) {
  const [path, type, shownRange = "", shownDefault = ""] = cells;
  if (required) expect([path, shownDefault]).toEqual([path, "required"]);
  else if (absent === "nothing") expect([path, shownDefault]).toEqual([path, "none"]);
  else if (byDefault !== undefined && !Array.isArray(byDefault)) {
    expect([path, bare(shownDefault)]).toEqual([
      path,
      typeof byDefault === "string" ? JSON.stringify(byDefault) : String(byDefault),
    ]);
  }
  if (unit !== undefined) expect([path, type]).toEqual([path, expect.stringContaining(unit)]);
  if (range !== undefined && range[0] !== MIN_INTEGER) expect([path, shownRange]).toEqual([path, range.join("–")]);
}

test("the table of arguments has the default, the range, the unit and the effect of every argument", () => {
  const rows = new Map(table(read("README.md"), "arguments").map((cells) => [bare(cells[0] ?? ""), cells]));
  const written = argumentsIn(FIELDS).filter(([path]) => !path.includes(".credentials."));
  expect([...rows.keys()].sort()).toEqual(written.map(([path]) => path).sort());
  for (const [path, fact] of written) {
    const cells = rows.get(path) ?? [];
    expectFact(cells, fact);
    const field = path.split(/[.[]/)[0] as SegmentField;
    expect([path, cells[4]]).toEqual([path, FIELDS[field].change]);
  }
});

test("the table of a callback's arguments has the default and the effect of every argument", () => {
  const rows = table(read("README.md"), "callback arguments");
  expect(rows.map(([name = ""]) => bare(name))).toEqual(CALLBACK_FIELDS);
  for (const cells of rows) {
    const field = bare(cells[0] ?? "") as CallbackField;
    expectFact(cells, callbackFactsOf(field));
    expect([field, cells[4]]).toEqual([field, callbackFactsOf(field).change]);
  }
});

test("the table of a group's arguments names every argument, and the list of a room's settings every one of them", () => {
  const rows = table(read("README.md"), "group arguments");
  const changes = rows.map(([name = "", , , , change]) => [bare(name), change]);
  expect(changes.map(([name]) => name).sort()).toEqual([...GROUP_FIELDS].sort());
  const VERBS = { update: /^updates/, replace: /^(restarts|replaces)/, setting: /^setting/ };
  for (const [name, change] of changes.filter(([name]) => SEGMENT_FIELDS.some((field) => field === name))) {
    expect(change, name).toMatch(VERBS[FIELDS[name as SegmentField].change]);
  }
  for (const cells of rows) {
    const name = bare(cells[0] ?? "") as SegmentField | keyof typeof OWN_FIELDS;
    // What is as in the table above says so.
    const {
      unit: _unit,
      range,
      ...fact
    }: Fact = name in OWN_FIELDS ? OWN_FIELDS[name as keyof typeof OWN_FIELDS] : factsOf(name as SegmentField);
    expectFact(cells, cells[1] === "as above" || range === undefined ? fact : { ...fact, range });
  }
  const list = /A room's own settings may be (.*?);/s.exec(read("README.md"))?.[1] ?? "";
  expect([...list.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(ROOM_FIELDS);
});

test("the table of a group's outputs names every output", () => {
  const inputs: GroupInputs = { appId: "app1", rooms: [], storageConfig: TOS };
  const outputs = groupProperties({ inputs, tasks: new Map(), leftovers: [] }, {});
  const named = table(read("README.md"), "group outputs").map(([name = ""]) => bare(name));
  expect(named).toEqual(Object.keys(outputs));
});

test("the table of regions lists the words of each platform in the order of their integers", () => {
  const rows = new Map(table(read("docs/regions.md"), "regions").map(([platform, words]) => [platform, words]));
  for (const [platform, regions] of Object.entries({ tos: TOS_REGIONS, s3: S3_REGIONS, oss: OSS_REGIONS })) {
    const words = Object.entries(regions)
      .sort(([, a], [, b]) => a - b)
      .map(([word]) => `\`${word}\``);
    expect(rows.get(`\`${platform}\``)).toBe(words.join(", "));
  }
});

test("the table of territories has every region with words where it lies", () => {
  const written = table(read("docs/regions.md"), "territories").flatMap(([territory, regions = ""]) =>
    regions.split(", ").map((region) => [region.replaceAll("`", ""), territory]),
  );
  const platforms: Platform[] = ["tos", "s3", "oss"];
  const known = platforms.flatMap((platform) =>
    regionWords(platform).map((word) => [`${platform}/${word}`, territoryOf(platform, word)]),
  );
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(known));
});

test("the page on the real service lists every check in its order", () => {
  const rows = table(read("docs/live.md"), "checks").map(([assumption]) => assumption);
  expect(rows).toEqual(GROUPS.flatMap(({ checks }) => checks.map(({ assumption }) => assumption)));
});

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...[
    "architecture",
    "benchmarks",
    "callbacks",
    "emulator",
    "faults",
    "life-cycle",
    "live",
    "policies",
    "pulumi-cli",
    "regions",
    "review",
    "storage",
    "tasks",
  ].map((page) => `docs/${page}.md`),
  "docs/shared-state.md",
];

test.each(PAGES)("every link and picture of %s leads to a file of the project", (page) => {
  const targets = new MarkdownIt()
    .parse(read(page), {})
    .flatMap((token) => token.children ?? [])
    .map((token) => String(token.attrGet("href") ?? token.attrGet("src") ?? ""))
    .filter((target) => target !== "" && !/^(https?:|#)/.test(target));
  for (const target of targets) {
    const path = join(root, dirname(page), target.split("#")[0] ?? "");
    expect([target, existsSync(path)]).toEqual([target, true]);
  }
});

test("every file that CONTRIBUTING.md names is there", () => {
  const named = [...read("CONTRIBUTING.md").matchAll(/`((?:provider|test|docs|scripts|tools)\/[\w./-]+)`/g)].map(
    ([, path]) => path ?? "",
  );
  expect(named).toContain("provider/src/segment/fields.ts");
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
