import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { script } from "./script";

interface Install {
  reasonToInstall(root: string): Promise<string | undefined>;
}

const LOCKED = {
  "": {},
  provider: { version: "0.1.0" },
  "node_modules/zod": { version: "4.0.0" },
  "node_modules/other-platform": { version: "1.0.0", optional: true },
};

describe("reasonToInstall", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "install-test-"));
    writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: LOCKED }));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function installed(packages: Record<string, { version: string }>): void {
    mkdirSync(join(root, "node_modules"));
    for (const folder of Object.keys(packages)) {
      mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, folder, "package.json"), "{}");
    }
    writeFileSync(join(root, "node_modules", ".package-lock.json"), JSON.stringify({ packages }));
  }

  test("asks for an install on a fresh clone", async () => {
    const { reasonToInstall } = await script<Install>("install-dependencies.mjs");
    expect(await reasonToInstall(root)).toBe("there is no complete node_modules");
  });

  test("is content with what npm recorded, and with absent packages for other platforms", async () => {
    const { reasonToInstall } = await script<Install>("install-dependencies.mjs");
    installed({ "node_modules/zod": { version: "4.0.0" } });
    expect(await reasonToInstall(root)).toBeUndefined();
  });

  test("asks for an install when the lock file wants another version", async () => {
    const { reasonToInstall } = await script<Install>("install-dependencies.mjs");
    installed({ "node_modules/zod": { version: "3.9.0" } });
    expect(await reasonToInstall(root)).toBe("package-lock.json has another node_modules/zod");
  });

  test("asks for an install when a package's folder has gone", async () => {
    const { reasonToInstall } = await script<Install>("install-dependencies.mjs");
    installed({ "node_modules/zod": { version: "4.0.0" } });
    rmSync(join(root, "node_modules", "zod"), { recursive: true });
    expect(await reasonToInstall(root)).toBe("node_modules/zod is missing");
  });

  test("asks for an install when node_modules was made on another system", async () => {
    const { reasonToInstall } = await script<Install>("install-dependencies.mjs");
    installed({ "node_modules/zod": { version: "4.0.0" } });
    writeFileSync(join(root, "node_modules", ".installed-for"), "plan9 mips node 20\nabc\n");
    expect(await reasonToInstall(root)).toBe("installed for another Node.js or system");
  });
});
