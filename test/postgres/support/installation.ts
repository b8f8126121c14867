import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where Debian and Ubuntu keep the server's programs, off the search path. */
const DEBIAN_FOLDER = "/usr/lib/postgresql";

/**
 * The folder with PostgreSQL's programs. Installs them where that is possible without asking anyone: on a Debian or
 * Ubuntu machine, as root.
 *
 * @throws when there is no PostgreSQL and none can be installed; the message says what to do.
 */
export function postgresPrograms(): string {
  const found = findPrograms();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    aptGet("update");
    aptGet("install", "-y", "--no-install-recommends", "postgresql");
    const installed = findPrograms();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    "These tests need a PostgreSQL server, and there is none. Install it (Debian and Ubuntu: `sudo apt-get install " +
      "postgresql`, macOS: `brew install postgresql`), or put the folder of its program `initdb` on the PATH",
  );
}

function findPrograms(): string | undefined {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(DEBIAN_FOLDER, version, "bin")),
  ];
  return folders.find((folder) => ["initdb", "pg_ctl", "psql"].every((program) => existsSync(join(folder, program))));
}

function aptGet(...parameters: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("apt-get", ["-qq", ...parameters], { env, stdio: ["ignore", "ignore", "inherit"] });
}
