/**
 * A local stand-in for the segment and callback actions of the API, for tests and trials: {@link startEmulator} runs it, {@link EmulatorAdmin} steers it.
 *
 * @module pulumi-volcengine-rtc/emulator
 */

import { randomBytes } from "node:crypto";
import { UserError } from "../user-error";
import { Account } from "./admin/account";
import { EmulatorAdmin } from "./admin/client";
import type { SettingsChange } from "./admin/types";
import { listen } from "./server";

export { EmulatorAdmin } from "./admin/client";
export type * from "./admin/types";

/** How an emulator starts. All of it may be left out. */
export interface EmulatorOptions extends SettingsChange {
  /** TCP port on 127.0.0.1. Default 0: any free port. */
  port?: number;
  /** The only access key accepted. Default: made up. Never use a real one. */
  accessKey?: string;
  /** Its secret key. Default: made up. Never use a real one. */
  secretKey?: string;
  /** When given, calls without this X-Security-Token are refused. */
  sessionToken?: string;
}

/** A running emulator. */
export interface Emulator {
  /** For example `http://127.0.0.1:4010`. */
  url: string;
  /** The only access key that is accepted. */
  accessKey: string;
  /** The secret key that belongs to it. */
  secretKey: string;
  /** The environment variables that point the provider at this emulator. */
  environment: Record<string, string>;
  /** Steers the emulator. */
  admin: EmulatorAdmin;
  /** Cuts all connections and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts a local stand-in for the RTC audio segment API, version 2023-11-01, with the callback actions of version 2020-12-01.
 *
 * @throws Error when the port is taken, or only one of the two keys is given.
 * @example
 * ```ts
 * const emulator = await startEmulator();
 * Object.assign(process.env, emulator.environment);
 * // … run the program …
 * console.log(await emulator.admin.tasks());
 * await emulator.close();
 * ```
 * @see https://www.volcengine.com/docs/6348/1188212
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  if ((options.accessKey === undefined) !== (options.secretKey === undefined)) {
    throw new UserError("The emulator needs an access key and a secret key together, or neither. Give both.");
  }
  const {
    port = 0,
    accessKey = `emulator-${randomBytes(8).toString("hex")}`,
    secretKey = randomBytes(24).toString("hex"),
    sessionToken,
    ...settings
  } = options;
  const account = new Account(
    { accessKey, secretKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    settings,
  );
  const server = await listen(account, port);
  return {
    url: server.url,
    accessKey,
    secretKey,
    environment: {
      VOLCENGINE_ENDPOINT: server.url,
      VOLCENGINE_ACCESS_KEY: accessKey,
      VOLCENGINE_SECRET_KEY: secretKey,
      VOLCENGINE_REGION: "cn-north-1",
      ...(sessionToken === undefined ? {} : { VOLCENGINE_SESSION_TOKEN: sessionToken }),
    },
    admin: new EmulatorAdmin(server.url),
    close: () => {
      account.reporter.clear();
      return server.close();
    },
  };
}
