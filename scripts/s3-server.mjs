// @ts-check
import path from "node:path";
import { pathToFileURL } from "node:url";
import { builtOnce } from "./built-once.mjs";
import { platformFolder } from "./cache-folder.mjs";
import { goBuild, goEnvironment, pinnedVersion } from "./go-build.mjs";
import { requireSupportedNode } from "./node-version.mjs";
import { projectRoot } from "./project-root.mjs";
import { runScript } from "./step-error.mjs";

const TITLE = "S3 server";
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
  return builtOnce(TITLE, {
    target,
    result: path.join(target, PROGRAM),
    takes: "2 to 3 minutes",
    next: "install Go (https://go.dev/dl/) as new as its go.mod asks for, then run this again.",
    build: (folder) => {
      const output = path.join(folder, PROGRAM);
      return goBuild(TITLE, { cwd: MODULE, env: goEnvironment(), package: `${PACKAGE}/cmd/versitygw`, output });
    },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  requireSupportedNode();
  await runScript(async () => console.log(await s3Server()));
}
