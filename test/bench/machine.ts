import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import type { Setting } from "./figures/figures";

/** The machine and the programs, without anything that names the machine. */
export function describeMachine(root: string, searchPath: string): Pick<Setting, "hardware" | "versions"> {
  const version = (...place: string[]) =>
    (JSON.parse(readFileSync(join(root, ...place, "package.json"), "utf8")) as { version: string }).version;
  const cli = execFileSync("pulumi", ["version"], {
    encoding: "utf8",
    env: { ...process.env, PATH: searchPath, PULUMI_SKIP_UPDATE_CHECK: "true" },
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
  const processors = cpus();
  const kernel = `${type()} ${release().match(/^\d+\.\d+/)?.[0] ?? ""}`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return {
    hardware: `${processors.length} × ${processors[0]?.model.trim() || "unnamed processor"}, ${memory}, ${kernel}`,
    versions: {
      "Node.js": process.version,
      "Pulumi CLI": cli,
      "@pulumi/pulumi": version("node_modules", "@pulumi", "pulumi"),
      "@volcengine/openapi": version("node_modules", "@volcengine", "openapi"),
      "pulumi-volcengine-rtc": version("provider"),
    },
  };
}
