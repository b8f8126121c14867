// @ts-check
import { constants } from "node:fs";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { runCommand } from "../run-command.mjs";
import { isAtLeast, MINIMUM_PULUMI } from "./version.mjs";

/** What `pulumi` starts to run a Node.js program and the resources that are written in Node.js. */
const COMPANIONS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/**
 * Looks whether a folder holds a CLI that can run this project.
 * @param {string} folder
 * @param {readonly string[]} [elsewhere] further folders in which the CLI's companions may be
 * @returns {Promise<{ bin: string, version: string } | { problem: string }>}
 */
export async function inspectFolder(folder, elsewhere = []) {
  const pulumi = await findProgram("pulumi", [folder]);
  if (pulumi === undefined) return { problem: `there is no pulumi in ${folder}` };
  // Package managers put a link on PATH and the companions beside its target.
  const beside = path.dirname(await fs.realpath(pulumi));
  for (const companion of COMPANIONS) {
    if ((await findProgram(companion, [folder, beside, ...elsewhere])) === undefined) {
      return { problem: `${pulumi} comes without ${companion}` };
    }
  }
  const { code, stdout } = await askVersion(pulumi);
  const version = stdout.trim().replace(/^v/, "");
  if (code !== 0 || version === "") return { problem: `${pulumi} doesn't run here` };
  if (!isAtLeast(version, MINIMUM_PULUMI)) {
    return { problem: `${pulumi} is version ${version}, older than ${MINIMUM_PULUMI}` };
  }
  return { bin: folder, version };
}

/** @param {string} pulumi */
async function askVersion(pulumi) {
  // Even this command writes to its home folder; with one of its own it leaves nothing in the user's ~/.pulumi.
  const home = await fs.mkdtemp(path.join(os.tmpdir(), "rtc-pulumi-home-"));
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true", PULUMI_HOME: home };
    return await runCommand(pulumi, ["version"], { env });
  } finally {
    await fs.rm(home, { recursive: true, force: true });
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} folders
 * @returns {Promise<string | undefined>} the first executable file of that name
 */
export async function findProgram(name, folders) {
  const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const folder of folders) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      const found = await fs.stat(file).catch(() => undefined);
      if (!found?.isFile()) continue;
      if (
        await fs.access(file, constants.X_OK).then(
          () => true,
          () => false,
        )
      )
        return file;
    }
  }
  return undefined;
}
