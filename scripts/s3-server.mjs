// @ts-check
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { cached, platformFolder } from "./cache-folder.mjs";
import { goBuild, goEnvironment, pinnedVersion } from "./go-build.mjs";
import { requireSupportedNode } from "./node-version.mjs";
import { projectRoot } from "./project-root.mjs";
import { runScript, StepError } from "./step-error.mjs";

const MODULE = path.join(projectRoot, "tools", "s3-server");
const PACKAGE = "github.com/versity/versitygw";
const PROGRAM = process.platform === "win32" ? "versitygw.exe" : "versitygw";

/**
 * Finds the S3 server that the tests look at buckets of, or builds it from its Go modules. Progress goes to stderr.
 * @returns {Promise<string>} the program
 * @throws {StepError} when it can't be built
 */
export async function s3Server() {
  const target = platformFolder(`s3-server-${await pinnedVersion(PACKAGE, MODULE)}`);
  const program = path.join(target, PROGRAM);
  let problem = "";
  const found = async () => (existsSync(program) ? program : undefined);
  const result =
    (await found()) ??
    (await cached(target, {
      found,
      fill: async (folder) => {
        console.error("S3 server: building it from Go modules, which takes 2 to 3 minutes, once.");
        const env = goEnvironment();
        const output = path.join(folder, PROGRAM);
        problem = (await goBuild("S3 server", { cwd: MODULE, env, package: `${PACKAGE}/cmd/versitygw`, output })) ?? "";
        return problem === "" ? program : undefined;
      },
      onWait: () => console.error("S3 server: waiting for another run that is already building it."),
    }));
  if (result !== undefined) return result;
  throw new StepError(
    "Building the S3 server",
    problem,
    "install Go (https://go.dev/dl/) as new as its go.mod asks for, then run this again.",
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  requireSupportedNode();
  await runScript(async () => console.log(await s3Server()));
}
