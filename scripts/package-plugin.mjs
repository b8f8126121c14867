// @ts-check
import fs from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { requireSupportedNode } from "./node-version.mjs";
import { writeSdks } from "./package-plugin/sdks.mjs";
import { projectRoot } from "./project-root.mjs";
import { setUp } from "./set-up.mjs";
import { runScript } from "./step-error.mjs";

/** All that a release gives away: archives of the plugin, and SDKs for the languages that know it by an SDK. */
const RELEASE = path.join(projectRoot, "provider", "release");

/**
 * Makes a release of the plugin in provider/release, as the working copy has it. Progress goes to stderr.
 * @returns {Promise<string>} the folder
 */
export async function packagePlugin() {
  await setUp();
  // It loads a dependency, which a fresh clone has since the line above.
  const { writeArchives } = await import("./package-plugin/archives.mjs");
  const { version } = JSON.parse(await fs.readFile(path.join(projectRoot, "provider", "package.json"), "utf8"));
  await fs.rm(RELEASE, { recursive: true, force: true });
  await fs.mkdir(RELEASE, { recursive: true });
  await writeArchives(RELEASE, version);
  await writeSdks(RELEASE, version);
  console.error("Release: done.");
  return RELEASE;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  requireSupportedNode();
  await runScript(async () => console.log(await packagePlugin()));
}
