import { createHash } from "node:crypto";
import { accessSync, constants } from "node:fs";
import { mkdir, readdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { homedir, hostname } from "node:os";
import { delimiter, join } from "node:path";
import { z } from "zod";
import { isAlive } from "./is-alive";
import type { PauseTable } from "./pauses";

const noteSchema = z.object({
  host: z.string(),
  keeper: z.number(),
  targets: z.array(z.object({ urn: z.string(), inputs: z.string() })),
});

const pausesSchema = z.record(z.string(), z.object({ run: z.string(), short: z.number(), until: z.number() }));

/** What a start is about: which resources, and what they are asked to be. */
export type Targets = z.infer<typeof noteSchema>["targets"];

/** A start that its keeper did not live to see the end of. */
export interface Interrupted {
  targets: Targets;
  /** The process of the CLI that did it, which is gone as well; nothing when it never began. */
  cli: number | undefined;
  /** To be called when there is nothing left to put right. */
  forget(): Promise<void>;
}

/**
 * What keepers of one stack on this machine write down, so that the next one can put right what was cut off: an interrupted
 * `up --refresh` may have taken ended tasks out of the state before it started them. No secrets are in it.
 */
export class Notes {
  #active = false;

  private constructor(private readonly folder: string) {}

  /** Beside Pulumi's own files of this machine, by the folder of the project and the stack. */
  static async open(project: string, stack: string): Promise<Notes> {
    const home = process.env.PULUMI_HOME ?? join(homedir(), ".pulumi");
    const name = createHash("sha256")
      .update(JSON.stringify([await realpath(project), stack]))
      .digest("hex");
    const folder = join(home, "volcengine-rtc", "keep", name.slice(0, 16));
    await mkdir(folder, { recursive: true });
    return new Notes(folder);
  }

  /**
   * A folder with a `bin/pulumi` that notes its process id before it becomes the CLI: thereby a lock that is left behind can
   * be told from anybody else's. Nothing where there is no shell.
   */
  async cliRoot(): Promise<string | undefined> {
    const cli = process.platform === "win32" ? undefined : onPath("pulumi");
    if (cli === undefined) return undefined;
    const root = join(this.folder, "cli");
    const script = join(root, "bin", "pulumi");
    await mkdir(join(root, "bin"), { recursive: true });
    const lines = [
      "#!/bin/sh",
      // The parent is the keeper. A `pulumi up` in the user's program is not the keeper's own.
      `if [ "$1" = up ] && [ -z "$${INSIDE}" ]; then echo $$ > ${quoted(this.folder)}/$PPID.pid; export ${INSIDE}=1; fi`,
      `exec ${quoted(cli)} "$@"`,
    ];
    const made = `${script}.${process.pid}`;
    await writeFile(made, `${lines.join("\n")}\n`, { mode: 0o755 });
    await rename(made, script);
    return root;
  }

  /** To be called before a start. */
  async begin(targets: Targets): Promise<void> {
    await rm(this.#file("pid"), { force: true });
    await this.#save(this.#file("json"), { host: hostname(), keeper: process.pid, targets });
    this.#active = true;
  }

  /** To be called after a start that failed: it may have taken tasks out of the state all the same. */
  leave(): void {
    this.#active = false;
  }

  /**
   * To be called after a start that ended well, or did not begin.
   *
   * @param remaining What is still to be made good.
   */
  async end(remaining: Targets = []): Promise<void> {
    if (remaining.length > 0) await this.begin(remaining);
    else for (const kind of ["json", "pid"] as const) await rm(this.#file(kind), { force: true });
    this.#active = false;
  }

  /** The starts whose processes, all of this machine, are gone. */
  async interrupted(): Promise<Interrupted[]> {
    const found: Interrupted[] = [];
    for (const name of await readdir(this.folder)) {
      const [, keeper] = /^(\d+)\.json$/.exec(name) ?? [];
      if (keeper === undefined) continue;
      const note = noteSchema.safeParse(await this.#read(name));
      if (!note.success || note.data.host !== hostname()) continue;
      const own = note.data.keeper === process.pid;
      if (own ? this.#active : isAlive(note.data.keeper)) continue;
      const pid = Number(await readFile(this.#file("pid", keeper), "utf8").catch(() => ""));
      const cli = pid > 0 ? pid : undefined;
      if (cli !== undefined && isAlive(cli)) continue;
      const forget = async () => {
        await rm(this.#file("json", keeper), { force: true });
        await rm(this.#file("pid", keeper), { force: true });
      };
      found.push({ targets: note.data.targets, cli, forget });
    }
    return found;
  }

  async pauses(): Promise<PauseTable> {
    const read = pausesSchema.safeParse(await this.#read(PAUSES));
    return read.success ? read.data : {};
  }

  savePauses(table: PauseTable): Promise<void> {
    return this.#save(join(this.folder, PAUSES), table);
  }

  #file(kind: "json" | "pid", keeper: string | number = process.pid): string {
    return join(this.folder, `${keeper}.${kind}`);
  }

  async #read(name: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(join(this.folder, name), "utf8"));
    } catch {
      // Not there, or cut off: as good as none.
      return undefined;
    }
  }

  /** At once: it may be killed at any moment. */
  async #save(file: string, value: object): Promise<void> {
    const made = `${file}.${process.pid}`;
    await writeFile(made, JSON.stringify(value));
    await rename(made, file);
  }
}

const PAUSES = "pauses";

/** Set in the keeper's own `pulumi up`, and in all that runs inside of it. */
const INSIDE = "VOLCENGINE_RTC_KEEP_UP";

function onPath(command: string): string | undefined {
  const files = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder || ".", command));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
