import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../../../provider/plugin/pulumi-resource-volcengine-rtc", import.meta.url));

/** Starts the plugin as somebody does who debugs it. */
export async function startPlugin(environment: Record<string, string>) {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Its first line says where it listens.
  const [port] = (await once(createInterface(child.stdout), "line")) as [string];
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    port,
    hasEnded,
    end: async () => {
      if (hasEnded()) return;
      child.kill("SIGINT");
      await once(child, "exit");
    },
  };
}
