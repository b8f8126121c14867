import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { APP, program } from "../support/program";

/** The pack as an infra repository finds it. */
const EXECUTABLE = "node_modules/pulumi-volcengine-rtc/policy-pack/run";

/** The options of the CLI that run the pack, with a configuration for its policies. */
export async function withPack(config?: object): Promise<string[]> {
  const options = ["--policy-pack", EXECUTABLE];
  if (config === undefined) return options;
  const folder = await mkdtemp(join(tmpdir(), "policy-config-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "config.json");
  await writeFile(file, JSON.stringify(config));
  return [...options, "--policy-pack-config", file];
}

/** A task "first", and a task "second" whose bucket is known only when the first one runs. */
export function unknownBucket(prefix: string): string {
  return program(`
    const storage = { type: "tos", accountId: "2100000990", bucket: "audio-first", region: "cn-shanghai" };
    const first = new SegmentTask("first", { appId: "${APP}", roomId: "first", maxIdleTime: 600, storageConfig: storage });
    const bucket = first.status.apply((status) => "${prefix}-" + status);
    const others = { maxIdleTime: 600, storageConfig: { ...storage, bucket } };
    new SegmentTask("second", { appId: "${APP}", roomId: "second", ...others });
  `);
}
