import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentsOf, readFigures } from "#test/bench/documents";

const docs = join(import.meta.dirname, "../../../docs");

test("the page on benchmarks and its plots are what the figures in benchmarks.json give", async () => {
  const documents = await documentsOf(await readFigures(docs));
  const plots = readdirSync(join(docs, "benchmarks")).map((name) => `benchmarks/${name}`);
  expect([...documents.keys()].sort()).toEqual(["benchmarks.md", ...plots].sort());
  for (const [path, text] of documents) {
    // Not compared by the matcher: a picture's difference would fill screens.
    const same = readFileSync(join(docs, path), "utf8") === text;
    expect([path, same ? "as drawn" : "run `npm run bench -- --draw`"]).toEqual([path, "as drawn"]);
  }
});
