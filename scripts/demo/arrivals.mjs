// @ts-check
import { setTimeout as wait } from "node:timers/promises";
import { StepError } from "../step-error.mjs";
import { COMMAND } from "./server.mjs";

const BUCKET = "room-audio";
const SPEAKER = "host";
/** Seconds; short, so that nobody has to wait. */
const DURATION = 2;
const PATIENCE = 30_000;
const POLL = 200;

/**
 * @typedef {object} Stage what the story is played with
 * @property {import("./emulator.mjs").Emulator} emulator
 * @property {import("./storage.mjs").Storage} storage
 * @property {{ url: string, store: string, secretKey: string } | undefined} receiver
 */

/**
 * The second part of the demo, from a bucket to the slices in it. Each step is told before it happens.
 * @param {import("./workspace.mjs").DemoProject} project
 * @param {Stage} stage
 * @param {{ headline: (text: string) => void, destroy: boolean }} options
 */
export async function tellOfArrivals(project, { emulator, storage, receiver }, { headline, destroy }) {
  const told = receiver === undefined ? "" : ` A receiver of callbacks listens on ${receiver.url}.`;
  headline(
    `Did anything arrive? Of a wrong bucket the API tells nothing. So here is a storage of your own, a real S3 server on ${storage.endpoint}.${told}`,
  );
  await project.makeStack();
  const plain = {
    bucket: BUCKET,
    duration: String(DURATION),
    storageEndpoint: storage.endpoint,
    ...(receiver && { callbackUrl: receiver.url }),
  };
  const secret = {
    accessKey: storage.accessKey,
    secretKey: storage.secretKey,
    ...(receiver && { callbackSecret: receiver.secretKey }),
  };
  const flags = (/** @type {string} */ flag, /** @type {object} */ values) =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  await project.pulumi("config", "set-all", ...flags("--plaintext", plain), ...flags("--secret", secret));

  headline(
    "The task of examples/arrivals/index.js writes into a bucket that nobody has made yet. It is asked before the start, and nothing is started: the error is the answer.",
  );
  await project.pulumiFails("up", "--yes", "--skip-preview");

  headline("The bucket is made. Now it is there, takes an object of this task's keys, and the task starts.");
  await storage.makeBucket(BUCKET);
  await project.pulumi("up", "--yes", "--skip-preview");

  headline(
    `Somebody speaks in the room. RTC's part is played: every ${DURATION} seconds a slice is put into the bucket${receiver ? ", and the receiver gets a signed event" : ""}.`,
  );
  await slice(emulator, storage, receiver?.url);

  headline("And this is what can be seen of it: the task runs, and its newest slice is there.");
  const tasks = ["tasks", "--stack", "demo", ...(receiver ? ["--store", receiver.store] : [])];
  // Where the settings of the stack are.
  const options = { cwd: project.folder, shown: ["volcengine-rtc", ...tasks] };
  if ((await project.workspace.run([...COMMAND, ...tasks], options)) !== 0) {
    throw new StepError(
      "The look at the task",
      "something is wrong with it, as it says above.",
      "run npm start again.",
    );
  }

  if (!destroy) return;
  headline("The task is stopped; the slices stay in the bucket.");
  await project.pulumi("destroy", "--yes", "--skip-preview");
}

/**
 * Has somebody speak until a slice is in the bucket and its event was received.
 * @param {import("./emulator.mjs").Emulator} emulator
 * @param {import("./storage.mjs").Storage} storage
 * @param {string | undefined} receiver
 */
async function slice({ endpoint }, storage, receiver) {
  const { EmulatorAdmin } = await import("../../provider/dist/emulator/index.js");
  const admin = new EmulatorAdmin(endpoint);
  const [task] = (await admin.tasks()).filter(({ RoomId, Status }) => RoomId === "lobby" && Status === 2);
  if (task === undefined) throw new StepError("Looking for the task", "it doesn't run.", "run npm start again.");
  await admin.publish({ appId: task.AppId, roomId: task.RoomId, userId: SPEAKER });
  const received = async () => {
    if (receiver === undefined) return true;
    const { events } = await (await fetch(`${receiver}/events?limit=1`)).json();
    return events.length > 0;
  };
  await wait(DURATION * 1000);
  await storage.put(BUCKET, `${task.Identifier}${SPEAKER}${Date.now()}0001.wav`);
  const deadline = Date.now() + PATIENCE;
  while (!(await received())) {
    // The emulator looks at its clock, and sends what is due.
    const [last] = (await admin.deliveries()).slice(-1);
    if (Date.now() > deadline) {
      const happened = last === undefined ? "none was sent." : `none came: ${last.outcome}, ${last.detail}.`;
      throw new StepError("Waiting for an event", happened, "run npm start again.");
    }
    await wait(POLL);
  }
}
