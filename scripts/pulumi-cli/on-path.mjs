// @ts-check
import path from "node:path";
import { findProgram, inspectFolder } from "./inspect.mjs";

/**
 * The CLI that the shell would run, if it can run this project.
 * @param {string} [searchPath] default: PATH of this process
 * @returns {Promise<{ bin: string, version: string } | { problem: string }>}
 */
export async function findOnPath(searchPath = process.env.PATH ?? "") {
  const folders = searchPath.split(path.delimiter).filter((folder) => folder !== "");
  const pulumi = await findProgram("pulumi", folders);
  if (pulumi === undefined) return { problem: "there is no pulumi" };
  return inspectFolder(path.dirname(pulumi), folders);
}
