import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Type-checks a copy of a project with its own settings.
 *
 * @param nodeModules What is installed in the copy.
 * @param compiler The compiler's program.
 * @returns The files the compiler read.
 * @throws Error with what the compiler printed, when the project doesn't compile.
 */
export async function compile(project: string, nodeModules: string, compiler: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "compiled-project-"));
  try {
    await cp(project, folder, { recursive: true });
    await symlink(nodeModules, join(folder, "node_modules"), "dir");
    const args = [compiler, "--project", folder, "--noEmit", "--listFiles", "--pretty", "false"];
    const { stdout } = await run(process.execPath, args, { maxBuffer: 2 ** 24 }).catch((error) => {
      throw new Error(`${project} does not compile:\n${error.stdout}${error.stderr}`);
    });
    return stdout.trim().split("\n");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
