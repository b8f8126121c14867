// @ts-check
import path from "node:path";
import { parseArgs } from "node:util";
import { requireSupportedNode } from "./node-version.mjs";
import { projectRoot } from "./project-root.mjs";
import { runCommand } from "./run-command.mjs";
import { runScript, StepError } from "./step-error.mjs";

const USAGE = `npm run test:histories -- [--runs N] [--cli N] [--seed N]
  --runs  how many histories in the model of the engine
  --cli   how many in the real CLI; 0 for none
  --seed  tries the histories of an earlier run again`;

/** @param {string[]} args */
function options(args) {
  const option = { type: /** @type {const} */ ("string") };
  try {
    const { values } = parseArgs({ args, options: { runs: option, cli: option, seed: option } });
    for (const [name, value] of Object.entries(values)) {
      if (!/^\d+$/.test(value)) throw new Error(`--${name} takes a number, not "${value}"`);
    }
    return values;
  } catch (error) {
    throw new StepError("npm run test:histories", `${/** @type {Error} */ (error).message}.`, `use\n${USAGE}`);
  }
}

requireSupportedNode();
await runScript(async () => {
  const { runs, cli, seed = String(Date.now() % 2 ** 31) } = options(process.argv.slice(2));
  console.log(`Histories from seed ${seed}; --seed ${seed} tries the same ones again.`);
  const projects = ["histories", ...(Number(cli) === 0 ? [] : ["histories-cli"])];
  const env = {
    ...process.env,
    HISTORIES_SEED: seed,
    ...(runs === undefined ? {} : { HISTORIES: runs }),
    ...(cli === undefined ? {} : { HISTORIES_CLI: cli }),
  };
  const vitest = path.join(projectRoot, "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", ...projects.flatMap((project) => ["--project", project])];
  const { code } = await runCommand(process.execPath, args, { cwd: projectRoot, env, stdout: "inherit" });
  process.exitCode = code;
});
