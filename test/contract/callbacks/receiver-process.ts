import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { CALLBACK_SECRET, type CallbackFields } from "#test/support/signed-callback";

export const CLI = fileURLToPath(new URL("../../../provider/dist/cli.js", import.meta.url));

const SECRET_ENV = "TEST_CALLBACK_SECRET";

/** `volcengine-rtc callbacks` as a process of its own. */
export class ReceiverProcess {
  readonly printed = { stdout: "", stderr: "" };
  url = "";
  private readonly exited: Promise<[number | null, NodeJS.Signals | null]>;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    // Not before all that it printed has been read.
    this.exited = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        this.printed[stream] += text;
      });
    }
  }

  /** Resolves when it takes callbacks. */
  static async start(store: string, ...flags: string[]): Promise<ReceiverProcess> {
    const args = [CLI, "callbacks", "--port", "0", "--secret-env", SECRET_ENV, "--store", store, ...flags];
    const env = { ...process.env, [SECRET_ENV]: CALLBACK_SECRET };
    const receiver = new ReceiverProcess(spawn(process.execPath, args, { env }));
    while (!receiver.printed.stdout.includes("\n")) {
      const ended = receiver.exited.then(() => {
        throw new Error(`The receiver did not start: ${receiver.printed.stderr}`);
      });
      await Promise.race([once(receiver.child.stdout, "data"), ended]);
    }
    receiver.url = /http:\/\/\S+?(?=,)/.exec(receiver.printed.stdout)?.[0] ?? "";
    return receiver;
  }

  post(fields: CallbackFields | string | Buffer): Promise<Response> {
    const body = typeof fields === "string" || Buffer.isBuffer(fields) ? fields : JSON.stringify(fields);
    return fetch(this.url, { method: "POST", body });
  }

  async events(limit = 1000): Promise<Record<string, string>[]> {
    const answer = await fetch(`${this.url}/events?limit=${limit}`);
    return ((await answer.json()) as { events: Record<string, string>[] }).events;
  }

  /** @returns the exit code and the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<[number | null, NodeJS.Signals | null]> {
    this.child.kill(signal);
    return this.exited;
  }
}
