import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { segmentPolicies } from "pulumi-volcengine-rtc/policy";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { TOS, task } from "../support/program";
import { PackProcess, type Resource } from "./pack-process";

const NODE_MODULES = fileURLToPath(new URL("../../../node_modules", import.meta.url));
const PACK = join(NODE_MODULES, "pulumi-volcengine-rtc", "policy-pack");
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function segmentTask(name: string, props: Record<string, unknown> = task(name)): Resource {
  const type = "pulumi-nodejs:dynamic/volcengine-rtc:SegmentTask";
  return { urn: `urn:pulumi:test::rooms::${type}::${name}`, type, name, props };
}

/** A task to which no policy objects. */
const LOBBY = task("lobby", { maxIdleTime: 600 });

describe("the policy pack as a folder", () => {
  let pack: PackProcess;

  beforeEach(async () => {
    pack = await PackProcess.start(PACK);
  });

  afterEach(async () => {
    await pack?.stop();
  });

  test("says what Pulumi has to know to run it", async () => {
    expect(await readFile(join(PACK, "PulumiPolicy.yaml"), "utf8")).toMatch(/^runtime:\n {2}name: nodejs$/m);
  });

  test("introduces itself with all policies and their settings", async () => {
    const { name, version, policiesList } = await pack.info();
    const published = JSON.parse(await readFile(join(PACK, "..", "package.json"), "utf8")) as { version: string };
    expect([name, version]).toEqual(["volcengine-rtc-segment-tasks", published.version]);
    expect(policiesList.map((policy) => policy.name)).toEqual(segmentPolicies.map((policy) => policy.name));
  });

  test("finds nothing wrong with a task as it should be, nor with resources of other packages", async () => {
    expect(await pack.analyze(segmentTask("lobby", LOBBY))).toEqual([]);
    expect(await pack.analyze({ ...segmentTask("lobby", LOBBY), type: "aws:s3/bucket:Bucket" })).toEqual([]);
  });

  test("objects to a task by the settings it was given", async () => {
    await pack.configure("storage-type-allowed", { types: ["custom"] });
    expect(await pack.analyze(segmentTask("lobby", LOBBY))).toMatchObject([
      {
        policy: "storage-type-allowed",
        level: "mandatory",
        message: expect.stringContaining('storageConfig.type is "tos", but must be one of "custom".'),
      },
    ]);
  });

  test("only advises on what is not known yet, though the policy is mandatory", async () => {
    await pack.configure("storage-bucket-allowed", { buckets: ["audio-*"] });
    const waiting = segmentTask("lobby", { ...LOBBY, storageConfig: { ...TOS, bucket: UNKNOWN } });
    expect(await pack.analyze(waiting)).toMatchObject([
      {
        policy: "storage-bucket-allowed",
        level: "advisory",
        message: expect.stringContaining("storageConfig.bucket is not known before other resources are applied"),
      },
    ]);
  });

  test("judges a stack as a whole", async () => {
    const resources = ["a", "b"].map((name) => segmentTask(name, task(name, { identifier: "same" })));
    expect((await pack.analyzeStack(resources)).map(({ policy, level, urn }) => [policy, level, urn])).toEqual([
      ["identifier-unique", "mandatory", resources[0]?.urn],
      ["identifier-unique", "mandatory", resources[1]?.urn],
    ]);
  });
});

describe("a policy pack of one's own", () => {
  test("takes the policies it wants, with settings and a policy of its own", async () => {
    const folder = await mkdtemp(join(tmpdir(), "own-pack-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await symlink(NODE_MODULES, join(folder, "node_modules"), "dir");
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "own", version: "1.0.0", main: "index.js" }));
    await writeFile(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
    await writeFile(
      join(folder, "index.js"),
      `const { PolicyPack } = require("@pulumi/policy");
      const { ifKnown, storageBucketAllowed, taskPolicy, violation } = require("pulumi-volcengine-rtc/policy");
      const roomNamed = taskPolicy({
        name: "room-named",
        description: "Checks that rooms have a proper name.",
        severity: "low",
        enforcementLevel: "mandatory",
        remediationSteps: "Name the room.",
        check: (task) => ifKnown(task, "roomId", task.roomId, (room) =>
          room.length > 3 ? [] : [violation(task, "roomId is " + room + ", but must be longer.")]),
      });
      new PolicyPack("own", { policies: [storageBucketAllowed, roomNamed] });`,
    );
    const pack = await PackProcess.start(folder);
    onTestFinished(() => pack.stop());
    await pack.configure("storage-bucket-allowed", { buckets: ["audio-*"] });
    const found = await pack.analyze(segmentTask("bar"));
    expect(found.map(({ policy, level }) => [policy, level])).toEqual([
      ["storage-bucket-allowed", "mandatory"],
      ["room-named", "mandatory"],
    ]);
    expect(found[1]?.message).toBe("Checks that rooms have a proper name.\nroomId is bar, but must be longer.");
  });
});
