import { execFile, execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { postgresPrograms } from "./installation";

const execute = promisify(execFile);

const USER = "pulumi";
const TABLE = "pulumi_state";

/** A PostgreSQL server of its own: a folder that goes away, a free port of 127.0.0.1, and one user with a password. */
export class Cluster {
  private constructor(
    private readonly programs: string,
    private readonly folder: string,
    /** What `pulumi login` takes. */
    readonly url: string,
  ) {}

  static async start(): Promise<Cluster> {
    const programs = postgresPrograms();
    const folder = await mkdtemp(join(tmpdir(), "segment-postgres-"));
    const port = await freePort();
    const password = randomBytes(12).toString("hex");
    const url = `postgres://${USER}:${password}@127.0.0.1:${port}/postgres?sslmode=disable`;
    const cluster = new Cluster(programs, folder, url);
    const passwordFile = join(folder, "password");
    await writeFile(passwordFile, password);
    await chmod(folder, 0o700);
    const owner = serverUser();
    if (owner) for (const path of [folder, passwordFile]) await chown(path, owner.user, owner.group);
    const data = join(folder, "data");
    const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
    try {
      const access = [`--username=${USER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
      await cluster.#run("initdb", "-D", data, "--encoding=UTF8", "--no-sync", ...access);
      await cluster.#run("pg_ctl", "start", "-w", "-D", data, "-l", join(folder, "log"), "-o", settings);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    return cluster;
  }

  /** All that Pulumi keeps in the database, in clear text, by its key. */
  async everythingKept(): Promise<Map<string, string>> {
    const query = `SELECT json_agg(json_build_object('key', key, 'data', data->>'data')) FROM ${TABLE}`;
    const { stdout } = await this.#run("psql", this.url, "--no-align", "--tuples-only", "--command", query);
    const rows = JSON.parse(stdout) as { key: string; data: string }[] | null;
    return new Map((rows ?? []).map(({ key, data }) => [key, Buffer.from(data, "base64").toString("utf8")]));
  }

  async stop(): Promise<void> {
    await this.#run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", join(this.folder, "data"));
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The server refuses to run as root, so for root everything runs as the user that came with the package. */
  async #run(program: string, ...parameters: string[]) {
    const path = join(this.programs, program);
    const options = { cwd: this.folder, maxBuffer: 1 << 28 };
    return serverUser()
      ? await execute("runuser", ["-u", "postgres", "--", path, ...parameters], options)
      : await execute(path, parameters, options);
  }
}

function serverUser(): { user: number; group: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string) => Number(execFileSync("id", [option, "postgres"], { encoding: "utf8" }));
  return { user: id("-u"), group: id("-g") };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("The system gave no port");
  return address.port;
}
