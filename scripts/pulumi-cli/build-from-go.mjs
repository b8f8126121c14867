// @ts-check
import fs from "node:fs/promises";
import path from "node:path";
import { projectRoot } from "../project-root.mjs";
import { runCommand } from "../run-command.mjs";
import { Progress } from "./progress.mjs";
import { MINIMUM_GO, PINNED_PULUMI } from "./version.mjs";

/** The newest release of Pulumi's SDK module that still contains the Node.js language host. */
const LANGUAGE_HOST = "3.68.0";

const SDK = "github.com/pulumi/pulumi/sdk/v3";
const MODULES = path.join(projectRoot, "tools", "pulumi-cli");

/**
 * Builds the CLI and its Node.js language host from their Go modules (several minutes the first time).
 * @param {string} folder an empty folder, which then holds the programs
 * @returns {Promise<string | undefined>} why it didn't work, or undefined when it did
 */
export async function buildFromGo(folder) {
  if (process.platform === "win32") return "building the CLI from Go modules isn't supported on Windows";
  const env = buildEnvironment();
  const host = path.join(MODULES, "language-nodejs");
  // Run inside the module, this also shows whether Go can switch to the version which go.mod demands.
  const version = await runCommand("go", ["env", "GOVERSION"], { cwd: host, env });
  if (version.code === 127) return "there is no go command on PATH";
  if (version.code !== 0) return `go isn't ${MINIMUM_GO} or newer (${lastLine(version.stderr)})`;

  console.error(`Pulumi CLI: building it with ${version.stdout.trim()} from Go modules, which takes 4 to 8 minutes.`);
  console.error("  This happens once: later runs, also of other clones, use the result.");
  const failed =
    (await build("1 of 2, Node.js language host", LANGUAGE_HOST, {
      cwd: host,
      env,
      package: `${SDK}/nodejs/cmd/pulumi-language-nodejs`,
      output: path.join(folder, "pulumi-language-nodejs"),
    })) ??
    (await copyLaunchers(folder, host, env)) ??
    (await build("2 of 2, pulumi", PINNED_PULUMI, {
      cwd: path.join(MODULES, "pulumi"),
      env,
      package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      output: path.join(folder, "pulumi"),
    }));
  return failed;
}

/** Settings of the user's Go that would change what is built are overridden; where modules come from is kept. */
function buildEnvironment() {
  return { ...process.env, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off", GOOS: "", GOARCH: "" };
}

/**
 * @param {string} title
 * @param {string} version
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, package: string, output: string }} target
 */
async function build(title, version, target) {
  const progress = new Progress(`Pulumi CLI: ${title}`);
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
    const flags = `-s -w -X ${SDK}/go/common/version.Version=v${version}`;
    const args = ["build", "-v", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", flags];
    const result = await runCommand("go", [...args, "-o", target.output, target.package], { cwd, env, onStderr });
    if (result.code !== 0) return `go build ended with exit code ${result.code}: ${lastLine(messages.join("\n"))}`;
  } finally {
    clearInterval(clock);
    progress.end();
  }
  console.error(`Pulumi CLI: ${title}: done in ${progress.seconds} s.`);
  return undefined;
}

/**
 * The small scripts that start Node.js resources and policies; the module brings them along.
 * @param {string} folder
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 */
async function copyLaunchers(folder, cwd, env) {
  const module = await runCommand("go", ["list", "-m", "-f", "{{.Dir}}", SDK], { cwd, env });
  if (module.code !== 0) return `finding the module's folder failed: ${lastLine(module.stderr)}`;
  const dist = path.join(module.stdout.trim(), "nodejs", "dist");
  for (const name of await fs.readdir(dist)) {
    if (!name.startsWith("pulumi-") || name.endsWith(".cmd")) continue;
    await fs.copyFile(path.join(dist, name), path.join(folder, name));
    await fs.chmod(path.join(folder, name), 0o755);
  }
  return undefined;
}

/** @param {string} text */
const lastLine = (text) => text.trim().split("\n").at(-1) ?? "";
