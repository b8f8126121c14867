// @ts-check
import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { builtOnce } from "../built-once.mjs";
import { platformFolder } from "../cache-folder.mjs";
import { goBuild, goEnvironment } from "../go-build.mjs";
import { projectRoot } from "../project-root.mjs";
import { MINIMUM_GO } from "../pulumi-cli/version.mjs";

const TITLE = "SDK generator";
const MODULE = path.join(projectRoot, "tools", "sdkgen");
const PROGRAM = process.platform === "win32" ? "sdkgen.exe" : "sdkgen";

/**
 * Finds the program that writes SDKs, or builds it. Progress goes to stderr.
 * @returns {Promise<string>} the program
 * @throws {StepError} when it can't be built
 */
export async function sdkGenerator() {
  const target = platformFolder(`sdkgen-${await digestOfSources()}`);
  return builtOnce(TITLE, {
    target,
    result: path.join(target, PROGRAM),
    takes: "up to 5 minutes",
    next: `install Go ${MINIMUM_GO} or newer (https://go.dev/dl/), then run this again.`,
    build: (folder) => {
      const output = path.join(folder, PROGRAM);
      return goBuild(TITLE, { cwd: MODULE, env: goEnvironment(), package: ".", output });
    },
  });
}

async function digestOfSources() {
  const hash = createHash("sha256");
  for (const name of ["main.go", "go.mod", "go.sum"]) hash.update(await fs.readFile(path.join(MODULE, name)));
  return hash.digest("hex").slice(0, 12);
}
