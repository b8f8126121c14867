import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** Pulumi's processes load the built package, so it must be built from the sources as they are. */
export default function setup(): void {
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const project = fileURLToPath(new URL("../../provider/tsconfig.json", import.meta.url));
  execFileSync(process.execPath, [compiler, "-p", project], { stdio: "inherit" });
}
