import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import findCli from "../e2e/support/global-setup";
import { FROM_CACHE, lockLikeRepository } from "./support/locked";

declare module "vitest" {
  interface ProvidedContext {
    /** The package as it would be published: a file. */
    tarball: string;
    /** A folder in whose node_modules npm installed that file, beside what a TypeScript program needs. */
    installed: string;
  }
}

const repository = fileURLToPath(new URL("../../", import.meta.url));

/** Packs and installs once for all test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  findCli(project);
  const folder = await mkdtemp(join(tmpdir(), "packed-provider-"));
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const printed = npm(repository, "pack", "--workspace", "provider", "--pack-destination", folder, "--silent");
  const tarball = join(folder, printed.trim().split("\n").at(-1) ?? "");
  const dependencies = {
    "pulumi-volcengine-rtc": `file:${tarball}`,
    "@pulumi/pulumi": "3.248.0",
    "@pulumi/policy": "1.21.0",
    "@types/node": "20.19.0",
    tsx: "4.23.15",
    typescript: "5.9.3",
  };
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "infra", private: true, dependencies }));
  await lockLikeRepository(folder, tarball);
  npm(folder, "install", ...FROM_CACHE);
  project.provide("tarball", tarball);
  project.provide("installed", folder);
  return () => rm(folder, { recursive: true, force: true });
}
