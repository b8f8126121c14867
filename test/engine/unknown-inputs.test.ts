import { describe, expect } from "vitest";
import { changes, running } from "#test/e2e/support/api-calls";
import { APP, program, S3, TOS } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

interface LateValues {
  roomId: string;
  bucket: string;
  secretKey: string;
  userId: string;
  duration: number;
}

/**
 * A program whose tasks take values, at every level, that another resource has only once it is created or updated.
 * `generation` makes that resource change.
 */
function lateProgram(generation: number, values: LateValues, more = ""): string {
  return program(`
    const provider = {
      diff: async (_id, olds, news) => ({ changes: olds.generation !== news.generation }),
      create: async ({ generation, values }) => ({ id: "late", outs: { generation, values, late: values } }),
      update: async (_id, _olds, { generation, values }) => ({ outs: { generation, values, late: values } }),
    };
    class Late extends pulumi.dynamic.Resource {
      constructor(name, args) { super(provider, name, { ...args, late: undefined }); }
    }
    const { late } = new Late("late", { generation: ${generation}, values: ${JSON.stringify(values)} });
    const tos = ${JSON.stringify(TOS)};
    const s3 = ${JSON.stringify(S3)};
    const task = (name, args) =>
      new SegmentTask(name, { appId: "${APP}", roomId: name, storageConfig: tos, ...args });

    task("room", { roomId: late.roomId });
    task("bucket", { storageConfig: { ...tos, bucket: late.bucket } });
    task("storage", { storageConfig: late.apply(({ bucket }) => ({ ...tos, bucket })) });
    task("secret-key", { storageConfig: { ...s3, credentials: { accessKey: "write-only", secretKey: late.secretKey } } });
    task("credentials", {
      storageConfig: { ...s3, credentials: late.apply(({ secretKey }) => ({ accessKey: "write-only", secretKey })) },
    });
    task("user", { targetStreams: [{ userId: late.userId }, { userId: "guest" }] });
    task("streams", { targetStreams: late.apply(({ userId }) => [{ userId }]) });
    task("control", { control: late.apply(({ duration }) => ({ redundantDuration: duration * 100 })) });
    task("redundant", { control: { align: true, redundantDuration: late.duration.apply((s) => s * 100) } });
    task("length", { duration: late.duration });
    task("triggers", { triggers: [late.userId] });
    ${more}
  `);
}

const NAMES = "room bucket storage secret-key credentials user streams control redundant length triggers".split(" ");
const VALUES: LateValues = { roomId: "room", bucket: "first", secretKey: "late-key", userId: "host", duration: 30 };

describe("inputs that are only known later", () => {
  test.beforeEach(({ emulator }) => emulator.admin.clearCalls());

  test("are taken on trust by a preview, at every level, while the rest is still checked", async ({
    stack,
    emulator,
  }) => {
    const bad = `task("bad", { roomId: late.roomId, duration: 0, targetStreams: [{ userId: late.userId, streamType: "screan" }] });`;
    const refused = await stack.preview(lateProgram(1, VALUES, bad));

    expect(refused.code).not.toBe(0);
    expect(refused.text).toContain("duration: 0 is not valid");
    expect(refused.text).toContain("targetStreams[0].streamType");
    expect(refused.text).not.toContain("04da6b54");

    const preview = await stack.preview(lateProgram(1, VALUES));
    expect(preview).toMatchObject({ code: 0 });
    expect(preview.text).toContain(`+ ${NAMES.length + 2} to create`);
    expect(preview.text).not.toContain("04da6b54");
    expect(await emulator.admin.calls()).toEqual([]);
  });

  test("arrive in the tasks with their values", async ({ stack, emulator }) => {
    const result = await stack.up();

    expect(result).toMatchObject({ code: 0 });
    const [bucket, storage] = [await running(emulator.admin, "bucket"), await running(emulator.admin, "storage")];
    expect(bucket[0]?.StorageConfig?.TosConfig?.Bucket).toBe("first");
    expect(storage[0]?.StorageConfig?.TosConfig?.Bucket).toBe("first");
    const [user, length] = [await running(emulator.admin, "user"), await running(emulator.admin, "length")];
    expect(user[0]?.TargetStreams?.StreamList?.map(({ UserId }) => UserId)).toEqual(["host", "guest"]);
    expect(length[0]?.Duration).toBe(30);
    expect((await running(emulator.admin, "control"))[0]?.Control?.RedundantDuration).toBe(3000);
    expect(await stack.everythingKept()).not.toContain("04da6b54");
  });

  test("count as changes in the preview of an update: in place or by replacement, as for known ones", async ({
    stack,
    emulator,
  }) => {
    const steps = await stack.previewSteps(lateProgram(2, VALUES));

    const planned = Object.fromEntries(NAMES.map((name) => [name, steps[name]?.op]));
    expect(planned).toEqual({ ...Object.fromEntries(NAMES.map((name) => [name, "replace"])), length: "update" });
    expect(await emulator.admin.calls()).toEqual([]);
  });

  test("change nothing when they turn out as they were", async ({ stack, emulator }) => {
    const result = await stack.up();

    expect(result).toMatchObject({ code: 0 });
    expect(await changes(emulator.admin)).toEqual([]);
  });

  test("change what they turn out to change", async ({ stack, emulator }) => {
    const result = await stack.up(lateProgram(3, { ...VALUES, bucket: "second", duration: 40 }));

    expect(result).toMatchObject({ code: 0 });
    const touched = new Set((await changes(emulator.admin)).map(({ RoomId }) => RoomId));
    expect([...touched].sort()).toEqual(["bucket", "control", "length", "redundant", "storage"]);
    expect((await running(emulator.admin, "length"))[0]?.Duration).toBe(40);
  });

  test("that turn out wrong stop the up before any call for that task", async ({ stack, emulator }) => {
    const result = await stack.up(lateProgram(4, { ...VALUES, duration: 700 }), "--continue-on-error");

    expect(result.code).not.toBe(0);
    expect(result.text).toContain("duration: 700 is not valid; use a whole number of seconds from 1 to 600");
    expect((await changes(emulator.admin)).filter(({ RoomId }) => RoomId === "length")).toEqual([]);
  });
});
