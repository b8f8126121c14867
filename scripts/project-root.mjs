// @ts-check
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds the workspace's package.json. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
