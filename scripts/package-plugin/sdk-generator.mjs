// @ts-check
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { cached, platformFolder } from "../cache-folder.mjs";
import { goBuild, goEnvironment } from "../go-build.mjs";
import { projectRoot } from "../project-root.mjs";
import { MINIMUM_GO } from "../pulumi-cli/version.mjs";
import { StepError } from "../step-error.mjs";

const MODULE = path.join(projectRoot, "tools", "sdkgen");
const PROGRAM = process.platform === "win32" ? "sdkgen.exe" : "sdkgen";

/**
 * Finds the program that writes SDKs, or builds it. Progress goes to stderr.
 * @returns {Promise<string>} the program
 * @throws {StepError} when it can't be built
 */
export async function sdkGenerator() {
  const target = platformFolder(`sdkgen-${await digestOfSources()}`);
  const program = path.join(target, PROGRAM);
  let problem = "";
  const found = async () => (existsSync(program) ? program : undefined);
  const result =
    (await found()) ??
    (await cached(target, {
      found,
      fill: async (folder) => {
        console.error("SDK generator: building it from Go modules, which takes up to 5 minutes, once.");
        const output = path.join(folder, PROGRAM);
        const options = { cwd: MODULE, env: goEnvironment(), package: ".", output };
        problem = (await goBuild("SDK generator", options)) ?? "";
        return problem === "" ? program : undefined;
      },
      onWait: () => console.error("SDK generator: waiting for another run that is already building it."),
    }));
  if (result !== undefined) return result;
  throw new StepError(
    "Building the SDK generator",
    problem,
    `install Go ${MINIMUM_GO} or newer (https://go.dev/dl/), then run this again.`,
  );
}

async function digestOfSources() {
  const hash = createHash("sha256");
  for (const name of ["main.go", "go.mod", "go.sum"]) hash.update(await fs.readFile(path.join(MODULE, name)));
  return hash.digest("hex").slice(0, 12);
}
