import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { compile } from "../package/support/compile";
import { InstalledPackage } from "../support/installed-package";

const root = fileURLToPath(new URL("../../", import.meta.url));
const newest = (name: string) => join(inject("versions"), "node_modules", name);

let installed: InstalledPackage;

beforeAll(() => {
  const others = ["@pulumi/policy", "@types/node"].map((name) => [name, newest(name)]);
  installed = InstalledPackage.install(newest("@pulumi/pulumi"), Object.fromEntries(others));
});

afterAll(() => installed?.remove());

test.each(["node-next", "esm-typescript"])(
  "TypeScript 7 compiles the project %s, every declaration checked",
  async (name) => {
    const project = join(root, "test", "package", "projects", name);

    const files = await compile(project, join(installed.folder, "node_modules"), newest("typescript-7/bin/tsc"));

    expect(files.some((file) => file.endsWith("/pulumi-volcengine-rtc/dist/policy/index.d.ts"))).toBe(true);
  },
);
