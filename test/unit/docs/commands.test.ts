import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { script } from "../scripts/script";

const root = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const below = (folder: string) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });

test("no page lets npx fetch a package of somebody else", () => {
  const pages = [
    ...readdirSync(root),
    ...["docs", "examples"].flatMap((folder) => below(folder).map((name) => join(folder, name))),
  ].filter((path) => /\.(md|ya?ml)$/.test(path) && !path.includes("node_modules"));
  expect(pages).toContain("README.md");
  const commands = pages.flatMap((page) => [...read(page).matchAll(/npx [^\n`]*/g)].map(([command]) => command));
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.filter((command) => !command.startsWith("npx --no-install volcengine-rtc"))).toEqual([]);
});

test("the README lists the versions that are tested", async () => {
  const { versionPairs } = await script<{
    versionPairs(): Promise<{ node: { version: string }; sdk: { version: string } }[]>;
  }>("versions.mjs");
  const tested = (await versionPairs()).map(({ node, sdk }) => `${node.version} with ${sdk.version}`);
  const table = read("README.md").split("<!-- versions -->\n")[1]?.split("\n\n")[0] ?? "";
  const listed = table
    .split("\n")
    .slice(2)
    .flatMap((row) => {
      const [node, sdks = ""] = row.split("|").slice(1, -1);
      return sdks.split(",").map((sdk) => `${node?.trim()} with ${sdk.trim()}`);
    });
  expect(listed).toEqual(tested);
  expect(tested).toContain("20.20.2 with 3.248.0");
});
