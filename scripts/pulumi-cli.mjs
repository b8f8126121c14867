// @ts-check
import { pathToFileURL } from "node:url";
import { requireSupportedNode } from "./node-version.mjs";
import { buildFromGo } from "./pulumi-cli/build-from-go.mjs";
import { cacheFolder, fillCache } from "./pulumi-cli/cache.mjs";
import { downloadRelease } from "./pulumi-cli/download.mjs";
import { inspectFolder } from "./pulumi-cli/inspect.mjs";
import { findOnPath } from "./pulumi-cli/on-path.mjs";
import { MINIMUM_GO, MINIMUM_PULUMI } from "./pulumi-cli/version.mjs";
import { runScript, StepError } from "./step-error.mjs";

/**
 * Finds a Pulumi CLI that can run this project, or gets one: from PATH, from the cache of an earlier run, by
 * downloading the official release, by building it from its Go modules. Progress goes to stderr.
 * @returns {Promise<{ bin: string, version: string }>} bin is the folder to put first on PATH
 * @throws {StepError} when every way failed; says why each did and what to install
 */
export async function pulumiCli() {
  const onPath = await findOnPath();
  if ("bin" in onPath) return report(onPath, "found on PATH");

  const cached = await inspectFolder(cacheFolder());
  if ("bin" in cached) return report(cached, `cached in ${cached.bin}`);

  const problems = [`on PATH: ${onPath.problem}`, `in the cache: ${cached.problem}`];
  const obtained = await fillCache(async (folder) => {
    const downloaded = await downloadRelease(folder);
    if (downloaded === undefined) return true;
    problems.push(`download: ${downloaded}`);
    console.error(`Pulumi CLI: no download (${downloaded}).`);
    const built = await buildFromGo(folder);
    if (built === undefined) return true;
    problems.push(`build from Go modules: ${built}`);
    return false;
  });
  if (obtained) return report(obtained, `kept in ${obtained.bin} for later runs`);
  throw new StepError(
    "Getting the Pulumi CLI",
    `none of the four ways worked.\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
    `install Pulumi ${MINIMUM_PULUMI} or newer (https://www.pulumi.com/docs/install/), or Go ${MINIMUM_GO} or newer (https://go.dev/dl/) so that it can be built here; then run this again.`,
  );
}

/**
 * @param {{ bin: string, version: string }} cli
 * @param {string} origin
 */
function report(cli, origin) {
  console.error(`Pulumi CLI: ${cli.version}, ${origin}.`);
  return cli;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  requireSupportedNode();
  await runScript(async () => console.log((await pulumiCli()).bin));
}
