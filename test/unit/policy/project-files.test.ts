import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { projectFiles } from "#policy/view/project-files";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "project-"));
  await writeFile(join(folder, "Pulumi.yaml"), "name: rooms\n");
  await mkdir(join(folder, "src"));
  await writeFile(join(folder, "src", "index.ts"), "program");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const paths = (files: ReturnType<typeof projectFiles>) => files?.map(({ path }) => path).sort();

describe("the files of a project", () => {
  test("are those below the nearest folder with a Pulumi.yaml", () => {
    vi.stubEnv("VOLCENGINE_RTC_PROJECT_FOLDER", join(folder, "src"));
    const files = projectFiles(undefined);
    expect(paths(files)).toEqual(["Pulumi.yaml", join("src", "index.ts")]);
    expect(files?.find(({ path }) => path.endsWith("index.ts"))?.text).toBe("program");
  });

  test("are those below the folder that is asked for, relative to where Pulumi was started", () => {
    vi.stubEnv("VOLCENGINE_RTC_PROJECT_FOLDER", folder);
    expect(paths(projectFiles("src"))).toEqual(["index.ts"]);
  });

  test("are without dependencies, build output, hidden files, large files and files of other kinds", async () => {
    for (const name of ["node_modules", "dist", ".git"]) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, "index.js"), "left out");
    }
    await writeFile(join(folder, ".env.json"), "left out");
    await writeFile(join(folder, "picture.png"), "left out");
    await writeFile(join(folder, "large.json"), "x".repeat((1 << 20) + 1));
    expect(paths(projectFiles(folder))).toEqual(["Pulumi.yaml", join("src", "index.ts")]);
  });

  test("are none when there is no such folder", () => {
    expect(projectFiles(join(folder, "missing"))).toBeUndefined();
  });
});
