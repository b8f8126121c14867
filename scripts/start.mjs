// @ts-check
import { randomBytes } from "node:crypto";
import { tellOfArrivals } from "./demo/arrivals.mjs";
import { withCleanUp } from "./demo/cleanup.mjs";
import { startEmulator } from "./demo/emulator.mjs";
import { startReceiver } from "./demo/receiver.mjs";
import { COMMAND } from "./demo/server.mjs";
import { startStorage } from "./demo/storage.mjs";
import { tellStory } from "./demo/story.mjs";
import { DemoProject, DemoWorkspace } from "./demo/workspace.mjs";
import { wrap } from "./demo/wrap.mjs";
import { requireSupportedNode } from "./node-version.mjs";
import { pulumiCli } from "./pulumi-cli.mjs";
import { s3Server } from "./s3-server.mjs";
import { setUp } from "./set-up.mjs";
import { runScript, StepError } from "./step-error.mjs";

const USAGE = `npm start            run the demo: a few Pulumi commands against a local stand-in for the RTC API
npm start -- --keep  the same, but leave the stand-in, the storage and the tasks there to play with`;

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
  const storageProgram = await orWithout("the last part, about what arrives in a bucket", s3Server);

  const started = Date.now();
  const workspace = await DemoWorkspace.create(bin);
  const [quickStart, arrivals] = await Promise.all(
    /** @type {const} */ (["quick-start", "arrivals"]).map((name) => DemoProject.create(workspace, name)),
  );
  /** @type {(() => Promise<void>)[]} */
  const stops = [];
  let kept = false;
  let step = 0;
  const headline = (/** @type {string} */ text) => {
    step += 1;
    console.log(`\n${"-".repeat(80)}\n${wrap(`${step}. ${text}`)}`);
  };
  const telling = { headline, destroy: !keep };
  const place = { folder: workspace.folder, env: workspace.env, outlivesUs: keep };
  console.log(
    `\n${wrap("RTC audio segment tasks as code: a demo. It needs no account, and keeps everything it writes in a folder of its own ($DEMO below).")}\n\n  DEMO=${workspace.folder}`,
  );
  await withCleanUp(
    async () => {
      const starting = startEmulator(place);
      stops.push(starting.stop);
      const emulator = await starting.ready;
      Object.assign(workspace.env, emulator.environment);
      await tellStory(quickStart, emulator, telling);

      const pids = [emulator.pid];
      if (storageProgram !== undefined) {
        const storage = await startStorage(storageProgram, place);
        stops.push(storage.stop);
        const secretKey = randomBytes(16).toString("hex");
        const receiver = await orWithout("its receiver of callbacks", () => {
          const listening = startReceiver(place, secretKey);
          stops.push(listening.stop);
          return listening.ready;
        });
        await tellOfArrivals(
          arrivals,
          { emulator, storage, receiver: receiver && { ...receiver, secretKey } },
          telling,
        );
        pids.push(storage.pid, ...(receiver ? [receiver.pid] : []));
      }
      kept = keep;
      if (keep) console.log(howToGoOn(workspace, [quickStart, arrivals], emulator, bin, pids));
    },
    async () => {
      if (kept) return;
      await workspace.cancel();
      for (const stop of stops) await stop();
      await workspace.remove();
      console.log(`\nEverything is stopped, and ${workspace.folder} is deleted.`);
    },
  );
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  if (!keep) console.log(`Done in ${seconds} s. To keep everything running and play with it: npm start -- --keep`);
}

/**
 * What the demo does without on a machine that can't have it; says so.
 * @template Value
 * @param {string} what
 * @param {() => Promise<Value>} get
 */
async function orWithout(what, get) {
  try {
    return await get();
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(`\n${error.message}\nThe demo goes on without ${what}.`);
    return undefined;
  }
}

/**
 * @param {DemoWorkspace} workspace
 * @param {readonly DemoProject[]} projects
 * @param {import("./demo/emulator.mjs").Emulator} emulator
 * @param {string} bin
 * @param {readonly number[]} pids
 */
function howToGoOn({ folder, pulumiSettings }, [quickStart, arrivals], { environment, endpoint }, bin, pids) {
  const settings = { ...pulumiSettings, ...environment };
  const quoted = (/** @type {string} */ value) =>
    /^[\w.:/@+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
  const exports = Object.entries(settings).map(([name, value]) => `  export ${name}=${quoted(value)}`);
  return `
${"-".repeat(80)}
Everything stays: the stand-in, the storage, and the tasks. In a shell, first:

  cd ${quoted(quickStart.program)}
  export PATH=${quoted(bin)}:"$PATH"
${exports.join("\n")}

Then, for example:

  curl ${endpoint}/admin/tasks
  pulumi config set duration 120 --config-file ${quoted(quickStart.stackFile)}
  pulumi up --config-file ${quoted(quickStart.stackFile)}
  (cd ${quoted(arrivals.folder)} && ${[...COMMAND, "tasks", "--stack", "demo"].map(quoted).join(" ")})

To stop all that runs, and with it all tasks, and to remove every trace:

  kill ${pids.join(" ")}; rm -rf ${quoted(folder)}`;
}

requireSupportedNode();
await runScript(() => demo(process.argv.slice(2)));
