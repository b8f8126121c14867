import { mkdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { api } from "./api.ts";
import { Declared } from "./declared.ts";
import { Deployment } from "./deployment.ts";
import { problemsOf, programOf } from "./group.ts";

const token = required("ROOMS_TOKEN");
required("PULUMI_CONFIG_PASSPHRASE");

// Within this folder, as Pulumi looks for its SDK from here upwards.
const data = fileURLToPath(new URL("data", import.meta.url));
await mkdir(join(data, "state"), { recursive: true });
process.env.PULUMI_BACKEND_URL ??= `file://${join(data, "state")}`;

const declared = await Declared.open(join(data, "declared.json"));
const problems = await problemsOf(declared.rooms);
if (problems.length > 0) fail(`What is declared is not valid: ${JSON.stringify(problems, null, 2)}`);

const stack = await LocalWorkspace.createOrSelectStack(
  { stackName: process.env.STACK ?? "rooms", projectName: "rooms-service", program: programOf(declared.rooms) },
  { workDir: data },
);
const retryMs = Number(process.env.RETRY_SECONDS ?? 30) * 1000;
const deployment = new Deployment(stack, declared, join(data, "deployed.json"), retryMs);
await deployment.begin();

const server = serve({
  fetch: api(declared, deployment, token).fetch,
  hostname: process.env.HOST ?? "127.0.0.1",
  port: Number(process.env.PORT ?? 8080),
});
server.once("listening", () => console.log(`Listening on port ${(server.address() as AddressInfo).port}.`));

// Listeners that stay: where its own is the only one, what runs the CLI ends this process at once.
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, async () => {
    console.log("Ending, as soon as no up is under way.");
    server.close();
    await deployment.end();
  });
}

function required(name: string): string {
  return process.env[name] || fail(`Set ${name}.`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
