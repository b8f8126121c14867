// @ts-check
import { spawn } from "node:child_process";

/**
 * Runs a command to its end without a shell.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdout?: "capture" | "stderr" | "inherit", onStderr?: (text: string) => void }} [options]
 *   stdout: "capture" (default) returns it, "stderr" keeps our own stdout clean. onStderr receives stderr instead of
 *   it being collected.
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>} code is 127 when the command can't be started
 */
export function runCommand(command, args, { cwd, env = process.env, stdout = "capture", onStderr } = {}) {
  const passOn = stdout !== "capture";
  const options = /** @type {import("node:child_process").SpawnOptions} */ ({
    cwd,
    env,
    // npm is a .cmd file on Windows, which only a shell can start.
    shell: process.platform === "win32" && command === "npm",
    stdio: ["ignore", passOn ? (stdout === "stderr" ? 2 : "inherit") : "pipe", passOn ? "inherit" : "pipe"],
  });
  return new Promise((resolve) => {
    const collected = { stdout: "", stderr: "" };
    const child = spawn(command, args, options);
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      collected.stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      if (onStderr) onStderr(text);
      else collected.stderr += text;
    });
    child.once("error", (error) => resolve({ code: 127, stdout: "", stderr: error.message }));
    child.once("close", (code) => resolve({ code: code ?? 1, ...collected }));
  });
}
