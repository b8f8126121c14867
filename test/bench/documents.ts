import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Figures } from "./figures/figures";
import { draw } from "./plots/draw";
import { plotsOf } from "./plots/plots";
import { report } from "./report/report";

export async function readFigures(docs: string): Promise<Figures> {
  return JSON.parse(await readFile(join(docs, "benchmarks.json"), "utf8")) as Figures;
}

export async function writeFigures(docs: string, figures: Figures): Promise<void> {
  await writeFile(join(docs, "benchmarks.json"), `${JSON.stringify(figures, null, 2)}\n`);
}

/** The page and the pictures that figures give, from a file's path below docs to its text. */
export async function documentsOf(figures: Figures): Promise<Map<string, string>> {
  const plots = plotsOf(figures).map((plot): [string, string] => [`benchmarks/${plot.file}`, draw(plot)]);
  return new Map([["benchmarks.md", await report(figures)], ...plots]);
}

/** Makes the page and its pictures anew; a picture of figures that are gone goes too. */
export async function writeDocuments(docs: string, figures: Figures): Promise<void> {
  const documents = await documentsOf(figures);
  const pictures = join(docs, "benchmarks");
  await mkdir(pictures, { recursive: true });
  for (const name of await readdir(pictures)) {
    if (!documents.has(`benchmarks/${name}`)) await rm(join(pictures, name));
  }
  for (const [path, text] of documents) await writeFile(join(docs, path), text);
}
