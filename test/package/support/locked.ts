import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** Options with which npm asks its registry only for what its cache lacks. */
export const FROM_CACHE = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];

/**
 * Gives a project a lock file with the versions of the repository's own, so that npm installs what `npm ci` brought
 * here: the same today and in a year, and out of npm's cache. It drops what the project doesn't need.
 *
 * @param tarball The packed provider, when the project is to have it.
 */
export async function lockLikeRepository(folder: string, tarball?: string): Promise<void> {
  const { packages, ...rest } = JSON.parse(await readFile(join(repository, "package-lock.json"), "utf8")) as {
    packages: Record<string, { link?: boolean }>;
  };
  const provider = "node_modules/pulumi-volcengine-rtc";
  const installed = Object.entries(packages)
    .filter(([path, { link }]) => path.includes("node_modules/") && link !== true)
    .map(([path, entry]) => [path.replace(/^provider\//, `${provider}/`), entry]);
  const locked = {
    ...rest,
    packages: {
      "": JSON.parse(await readFile(join(folder, "package.json"), "utf8")),
      ...(tarball && { [provider]: { ...packages.provider, resolved: `file:${tarball}` } }),
      ...Object.fromEntries(installed),
    },
  };
  await writeFile(join(folder, "package-lock.json"), JSON.stringify(locked));
}
