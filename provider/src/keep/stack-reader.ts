import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pulumi } from "../stack/pulumi";
import { readStack, type Stack } from "../stack/stack";

/**
 * Reads a stack again only when it has changed, where that can be told without reading it: where its state is a local file.
 * Of other backends each read asks the CLI.
 */
export class StackReader {
  #last: { stack: Stack; files: string } | undefined;
  #folder: Promise<string | undefined> | undefined;

  constructor(
    private readonly project: string,
    private readonly stack: string,
  ) {}

  async read(): Promise<Stack> {
    const folder = await this.#folder;
    // Looked at before, so that what changes meanwhile is read the next time.
    const files = folder === undefined ? undefined : await this.#files(folder);
    if (files !== undefined && this.#last?.files === files) return this.#last.stack;
    const stack = await readStack({ stack: this.stack });
    this.#last = files === undefined ? undefined : { stack, files };
    // The first read waits for nothing else.
    this.#folder ??= stateFolder().catch(() => undefined);
    return stack;
  }

  /** What tells one version of the state and its configuration from another. */
  async #files(folder: string): Promise<string | undefined> {
    const name = this.stack.split("/").at(-1) ?? "";
    const projects = await readdir(folder).catch(() => []);
    const states = projects.flatMap((of) => ["json", "json.gz"].map((kind) => join(folder, of, `${name}.${kind}`)));
    const own = ["Pulumi.yaml", `Pulumi.${name}.yaml`].map((file) => join(this.project, file));
    const [found, settings] = await Promise.all([versions(states), versions(own)]);
    return found === "" ? undefined : `${found} ${settings}`;
  }
}

/** Where the states of a backend in local files are. */
async function stateFolder(): Promise<string | undefined> {
  const { url } = JSON.parse(await pulumi("whoami", "--json")) as { url?: string };
  if (url === undefined || !url.startsWith("file://")) return undefined;
  try {
    return join(fileURLToPath(url), ".pulumi", "stacks");
  } catch {
    // Such as file://~, which is no URL of a file.
    return undefined;
  }
}

async function versions(files: readonly string[]): Promise<string> {
  const found = await Promise.all(
    files.map((file) =>
      stat(file, { bigint: true }).then(
        ({ mtimeNs, size, ino }) => [`${file} ${mtimeNs} ${size} ${ino}`],
        () => [],
      ),
    ),
  );
  return found.flat().join("\n");
}
