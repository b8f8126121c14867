import { expect } from "vitest";
import { outsider } from "#test/e2e/support/outsider";
import { APP } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

test("the program that pulumi import writes fits what was imported", async ({ createStack, emulator }) => {
  const client = outsider(emulator);
  const place = { AccountId: "2100000990", Bucket: "room-audio", Region: 3 };
  const StorageConfig = { Type: 0, TosConfig: place };
  const TargetStreams = { StreamList: [{ UserId: "host" }] };
  const key = { AppId: APP, RoomId: "stage", TaskId: "by-hand" };
  await client.start({ ...key, Duration: 45, TargetStreams, StorageConfig }, client.operation());
  await emulator.admin.clearCalls();

  const stack = await createStack({ copyOf: "test/languages/projects/no-room" });
  const options = ["--yes", "--skip-preview", "--protect=false", "--out", "imported.yaml", "--stack", stack.name];
  const id = `${APP}/stage/by-hand`;
  const imported = await stack.pulumi("import", "volcengine-rtc:index:SegmentTask", "stage", id, ...options);
  expect(imported.text).toMatch(/1 imported/);
  const { stdout } = await stack.shell("cat imported.yaml; cat imported.yaml >> Pulumi.yaml");
  expect(stdout).toContain("duration: 45");

  expect(await stack.preview(undefined, "--diff", "--expect-no-changes")).toMatchObject({ code: 0 });
  expect((await emulator.admin.calls()).map(({ action }) => action)).toEqual(["GetSegmentTask"]);
});
