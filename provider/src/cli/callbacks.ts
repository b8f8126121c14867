import type { Command } from "commander";
import { UserError } from "../user-error";
import { MAX_PORT, wholeNumber } from "./whole-number";

interface CallbacksFlags {
  port: number;
  host: string;
  secretEnv: string;
  store: string;
}

/** Adds `callbacks` to the program. What it needs is loaded only when it runs. */
export function registerCallbacks(program: Command): void {
  program
    .command("callbacks")
    .description("receive the service's callbacks about slices, and keep each event once")
    .requiredOption("--port <number>", "port to listen on; 0 takes any free port", wholeNumber(MAX_PORT))
    .requiredOption("--secret-env <name>", "environment variable that holds the callback's secret key")
    .requiredOption("--store <file>", "SQLite file for the events; made if it is not there")
    .option("--host <address>", "address to listen on; on any but a loopback address everybody can read", "127.0.0.1")
    .action(async ({ port, host, secretEnv, store: file }: CallbacksFlags) => {
      const secretKey = process.env[secretEnv];
      if (!secretKey) {
        throw new UserError(
          `The environment variable ${secretEnv} is empty. Give it the secret key that stands in the callback's settings.`,
        );
      }
      const { openStore } = await import("../callback/receiver/store.js");
      const { startReceiver } = await import("../callback/receiver/server.js");
      const store = await openStore(file);
      const warn = (message: string) => console.error(message);
      const receiver = await startReceiver({ store, secretKey, host, port, warn }).catch((error: unknown) => {
        store.close();
        throw error;
      });
      console.log(`Receiving callbacks at ${receiver.url}, storing them in ${file}. Ends with Ctrl-C.`);
      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => void receiver.close().then(() => store.close()));
      }
    });
}
