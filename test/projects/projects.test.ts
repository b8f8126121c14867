import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject } from "vitest";
import { test } from "#test/e2e/support/stack-test";
import { compile } from "#test/package/support/compile";

const root = fileURLToPath(new URL("../../", import.meta.url));
const nodeModules = join(inject("installed"), "node_modules");
const projects = join("test", "package", "projects");

const IN_TYPESCRIPT = [
  ["the project that `pulumi new typescript` makes", "pulumi-new"],
  ["a project of NodeNext modules", "node-next"],
  ["a project of ECMAScript modules", "esm-typescript"],
] as const;

test.each(IN_TYPESCRIPT)(
  "%s compiles, every declaration checked and none of them the validation library's",
  async (...of) => {
    const files = await compile(
      join(root, projects, of[1]),
      nodeModules,
      join(nodeModules, "typescript", "bin", "tsc"),
    );

    expect(files.filter((file) => file.includes("/pulumi-volcengine-rtc/dist/")).length).toBeGreaterThan(10);
    expect(files.filter((file) => file.includes("/zod/"))).toEqual([]);
  },
);

test.for([...IN_TYPESCRIPT, ["an ECMAScript module in JavaScript", "esm-javascript"]] as const)(
  "%s uses every entry of the package, and slices",
  async ([_name, folder], { createStack }) => {
    // Pulumi itself loads no ECMAScript modules in TypeScript: its users add a loader.
    const environment: Record<string, string> = folder === "esm-typescript" ? { NODE_OPTIONS: "--import=tsx" } : {};
    const stack = await createStack({ environment, nodeModules, copyOf: join(projects, folder) });
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await stack.outputs()).toEqual({
      status: "running",
      subpaths: ["function", "function", "function", "function", "storage-bucket-allowed"],
    });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
  },
);
