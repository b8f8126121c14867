import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const provider = join(repository, "provider");

/**
 * A project folder in which the built package is installed as a user would have it: a copy, with the dependencies it
 * declares and no others, beside one version of Pulumi's SDK.
 */
export class InstalledPackage {
  private constructor(readonly folder: string) {}

  /**
   * @param sdk The folder that holds the SDK.
   * @param others The folders of what else the project depends on, by name.
   */
  static install(sdk: string, others: Record<string, string> = {}): InstalledPackage {
    const folder = mkdtempSync(join(tmpdir(), "installed-package-"));
    const target = join(folder, "node_modules", "pulumi-volcengine-rtc");
    mkdirSync(target, { recursive: true });
    cpSync(join(provider, "dist"), join(target, "dist"), { recursive: true });
    cpSync(join(provider, "package.json"), join(target, "package.json"));
    const { dependencies } = JSON.parse(readFileSync(join(provider, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    for (const name of Object.keys(dependencies)) link(folder, name, folderOf(name));
    for (const [name, target] of Object.entries({ ...others, "@pulumi/pulumi": sdk })) link(folder, name, target);
    return new InstalledPackage(folder);
  }

  /** The path of a file of the SDK. */
  sdkFile(path: string): string {
    return realpathSync(join(this.folder, "node_modules", "@pulumi", "pulumi", path));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Where a package of the repository is installed. */
export function folderOf(name: string): string {
  const found = [provider, repository].map((at) => join(at, "node_modules", name)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${name} is not installed. Run npm install`);
  return found;
}

function link(folder: string, name: string, target: string): void {
  const path = join(folder, "node_modules", name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, "dir");
}
