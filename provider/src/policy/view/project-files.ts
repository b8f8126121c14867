import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import type { ProjectFile } from "./policy-context";

/** Set by the executable form of the pack, which is started in the folder of the project but has to leave it. */
const FOLDER_VARIABLE = "VOLCENGINE_RTC_PROJECT_FOLDER";

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml"];
const SOURCES = new Set([".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx", ".json", ".yaml", ".yml"]);
const SKIPPED_FOLDERS = new Set(["node_modules", "dist", "coverage"]);
const MOST_FILES = 5000;
const LARGEST_BYTES = 1 << 20;

const known = new Map<string, readonly ProjectFile[]>();

/**
 * The program and configuration files of a project: JavaScript, TypeScript, JSON and YAML, without dependencies, build
 * output and hidden files, at most 5,000 of at most 1 MiB. They are read once per process.
 *
 * @param folder Default: the nearest folder with a Pulumi.yaml, from where the policies were started upwards.
 * @returns `undefined` when there is no such folder.
 */
export function projectFiles(folder: string | undefined): readonly ProjectFile[] | undefined {
  const root = folder === undefined ? projectFolder() : resolve(startFolder(), folder);
  if (root === undefined || !existsSync(root)) return undefined;
  const files = known.get(root) ?? sourcesBelow(root);
  known.set(root, files);
  return files;
}

/** Where Pulumi was started. */
export function startFolder(): string {
  return process.env[FOLDER_VARIABLE] ?? process.env.PWD ?? process.cwd();
}

function projectFolder(): string | undefined {
  for (const start of [startFolder(), process.cwd(), __dirname]) {
    for (let folder = resolve(start); ; folder = dirname(folder)) {
      if (PROJECT_FILES.some((name) => existsSync(join(folder, name)))) return folder;
      if (dirname(folder) === folder) break;
    }
  }
  return undefined;
}

function sourcesBelow(root: string): ProjectFile[] {
  const files: ProjectFile[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined && files.length < MOST_FILES; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) folders.push(path);
      if (!entry.isFile() || !SOURCES.has(extname(entry.name)) || statSync(path).size > LARGEST_BYTES) continue;
      files.push({ path: relative(root, path), text: readFileSync(path, "utf8") });
    }
  }
  return files.slice(0, MOST_FILES);
}
