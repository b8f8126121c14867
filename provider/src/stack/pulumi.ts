import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { UserError } from "../user-error";

/** Beyond the largest state, as it is all in one text. */
const MAX_OUTPUT = 512 * 1024 * 1024;

/** What a command of the CLI prints. It looks for the project where this process runs. */
export async function pulumi(...command: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("pulumi", [...command, "--non-interactive"], {
      maxBuffer: MAX_OUTPUT,
    });
    return stdout;
  } catch (error) {
    const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
    const why = code === "ENOENT" ? "there is no pulumi on PATH" : (stderr.trim().split("\n")[0] ?? "");
    throw new UserError(`\`pulumi ${command.filter((part) => part !== "--show-secrets").join(" ")}\` failed: ${why}`);
  }
}

/** The name of the stack that is selected where this process runs. */
export async function selectedStack(): Promise<string> {
  return (await pulumi("stack", "--show-name")).trim();
}
