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
 * Makes a release of the plugin, as it was built, in provider/release. Progress goes to stderr.
 * @returns {Promise<string>} the folder
 */
export async function packagePlugin() {
  // It loads a dependency, which a fresh clone lacks before its set-up.
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
  await runScript(async () => {
    await setUp();
    console.log(await packagePlugin());
  });
}
