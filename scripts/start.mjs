// @ts-check
import { withCleanUp } from "./demo/cleanup.mjs";
import { startEmulator } from "./demo/emulator.mjs";
import { tellStory } from "./demo/story.mjs";
import { DemoWorkspace, demoProject } from "./demo/workspace.mjs";
import { wrap } from "./demo/wrap.mjs";
import { requireSupportedNode } from "./node-version.mjs";
import { pulumiCli } from "./pulumi-cli.mjs";
import { setUp } from "./set-up.mjs";
import { runScript, StepError } from "./step-error.mjs";

const USAGE = `npm start            run the demo: a few Pulumi commands against a local stand-in for the RTC API
npm start -- --keep  the same, but leave the stand-in and the tasks there to play with`;

/** @param {readonly string[]} args */
async function demo(args) {
  if (args.includes("--help")) {
    console.log(USAGE);
    return;
  }
  const unknown = args.find((arg) => arg !== "--keep");
  if (unknown !== undefined) throw new StepError("npm start", `there is no option ${unknown}.`, `use one of\n${USAGE}`);
  const keep = args.includes("--keep");

  await setUp();
  const { bin } = await pulumiCli();

  const started = Date.now();
  const workspace = await DemoWorkspace.create(bin);
  /** @type {ReturnType<typeof startEmulator> | undefined} */
  let starting;
  let kept = false;
  let step = 0;
  const headline = (/** @type {string} */ text) => {
    step += 1;
    console.log(`\n${"-".repeat(80)}\n${wrap(`${step}. ${text}`)}`);
  };
  console.log(
    `\n${wrap("RTC audio segment tasks as code: a demo. It needs no account, and keeps everything it writes in a folder of its own ($DEMO below).")}\n\n  DEMO=${workspace.folder}`,
  );
  await withCleanUp(
    async () => {
      starting = startEmulator(workspace.folder, workspace.env, { outlivesUs: keep });
      const emulator = await starting.ready;
      Object.assign(workspace.env, emulator.environment);
      await tellStory(workspace, emulator, { headline, destroy: !keep });
      kept = keep;
      if (keep) console.log(howToGoOn(workspace, emulator, bin));
    },
    async () => {
      if (kept) return;
      await workspace.cancel();
      await starting?.stop();
      await workspace.remove();
      console.log(`\nThe stand-in is stopped and ${workspace.folder} is deleted.`);
    },
  );
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  if (!keep) console.log(`Done in ${seconds} s. To keep everything running and play with it: npm start -- --keep`);
}

/**
 * @param {DemoWorkspace} workspace
 * @param {import("./demo/emulator.mjs").Emulator} emulator
 * @param {string} bin
 */
function howToGoOn({ folder, pulumiSettings, stackFile }, { environment, endpoint, pid }, bin) {
  const settings = { ...pulumiSettings, ...environment };
  const quoted = (/** @type {string} */ value) =>
    /^[\w.:/@+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
  const exports = Object.entries(settings).map(([name, value]) => `  export ${name}=${quoted(value)}`);
  return `
${"-".repeat(80)}
The stand-in and the three tasks stay. In a shell, first:

  cd ${quoted(demoProject)}
  export PATH=${quoted(bin)}:"$PATH"
${exports.join("\n")}

Then, for example:

  curl ${endpoint}/admin/tasks
  pulumi config set duration 120 --config-file ${quoted(stackFile)}
  pulumi up --config-file ${quoted(stackFile)}

To stop the stand-in, and with it all tasks, and to remove every trace:

  kill ${pid}; rm -rf ${quoted(folder)}`;
}

requireSupportedNode();
await runScript(() => demo(process.argv.slice(2)));
