// @ts-check
import os from "node:os";
import path from "node:path";

/**
 * A folder in the cache that all clones share. One per platform, as a home folder may be shared between machines.
 * @param {string} name what is kept there, with its version
 */
export function platformFolder(name) {
  const base =
    process.env.VOLCENGINE_RTC_CLI_CACHE ||
    path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "pulumi-volcengine-rtc");
  return path.join(path.resolve(base), name, `${process.platform}-${process.arch}`);
}
