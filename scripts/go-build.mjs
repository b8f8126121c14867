// @ts-check
import fs from "node:fs/promises";
import path from "node:path";
import { Progress } from "./progress.mjs";
import { runCommand } from "./run-command.mjs";

/** Settings of the user's Go that would change what is built are overridden; where modules come from is kept. */
export function goEnvironment() {
  return { ...process.env, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off", GOOS: "", GOARCH: "" };
}

/**
 * Builds a program whose modules are pinned by the go.mod and go.sum of a folder. Shows how far it is.
 * @param {string} title for lines of progress
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, package: string, output: string, flags?: string }} target
 *   cwd: the folder with go.mod. flags: more for the linker.
 * @returns {Promise<string | undefined>} why it didn't work, or undefined when it did
 */
export async function goBuild(title, target) {
  const progress = new Progress(title);
  let downloads = 0;
  let compiled = 0;
  let packages = 0;
  let rest = "";
  /** @type {string[]} */
  const messages = [];
  /** @param {string} text */
  const onStderr = (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("go: downloading ")) downloads += 1;
      else if (/^[\w.~/-]+$/.test(line)) compiled += 1;
      else messages.push(line);
    }
  };
  const state = () =>
    packages === 0 ? `${downloads} modules downloaded` : `${compiled} of at most ${packages} packages compiled`;
  // Linking prints nothing for long, so the clock drives the display, not the compiler's lines.
  const clock = setInterval(() => progress.show(state()), 200);
  try {
    const { cwd, env } = target;
    const list = await runCommand("go", ["list", "-mod=readonly", "-deps", target.package], { cwd, env, onStderr });
    if (list.code !== 0) return `loading the modules failed: ${lastLine(messages.join("\n"))}`;
    packages = list.stdout.trim().split("\n").length;
    const flags = ["-s", "-w", target.flags].filter(Boolean).join(" ");
    const args = ["build", "-v", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", flags];
    const result = await runCommand("go", [...args, "-o", target.output, target.package], { cwd, env, onStderr });
    if (result.code !== 0) return `go build ended with exit code ${result.code}: ${lastLine(messages.join("\n"))}`;
  } finally {
    clearInterval(clock);
    progress.end();
  }
  console.error(`${title}: done in ${progress.seconds} s.`);
  return undefined;
}

/**
 * The folder that Go keeps a module in, whose other files may be needed beside a program.
 * @param {string} module
 * @param {string} cwd the folder with the go.mod that pins it
 * @returns {Promise<{ folder: string } | { problem: string }>}
 */
export async function moduleFolder(module, cwd) {
  const listed = await runCommand("go", ["list", "-m", "-f", "{{.Dir}}", module], { cwd, env: goEnvironment() });
  if (listed.code !== 0) return { problem: `finding the module's folder failed: ${lastLine(listed.stderr)}` };
  return { folder: listed.stdout.trim() };
}

/**
 * The version that a folder's go.mod pins a module to, without its "v".
 * @param {string} module
 * @param {string} cwd
 */
export async function pinnedVersion(module, cwd) {
  const text = await fs.readFile(path.join(cwd, "go.mod"), "utf8");
  return new RegExp(`^(?:require)?\\s*${module} v(\\S+)$`, "m").exec(text)?.[1] ?? "unknown";
}

/** @param {string} text */
export const lastLine = (text) => text.trim().split("\n").at(-1) ?? "";
