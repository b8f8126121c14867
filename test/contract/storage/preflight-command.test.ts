import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UNKNOWN } from "#inputs/unknown";
import { S3Server } from "#test/support/s3-server";

const CLI = fileURLToPath(new URL("../../../provider/dist/cli.js", import.meta.url));
const TYPE = "pulumi-nodejs:dynamic/volcengine-rtc:SegmentTask";
const urnOf = (name: string) => `urn:pulumi:prod::rooms::${TYPE}::${name}`;
const S3 = { type: "custom", vendor: "s3", bucket: "room-audio", region: "us-east-1" };
const KEYS = { accessKey: "CANARY-ACCESS-all", secretKey: "CANARY-SECRET-all" };
const AWS = { AWS_ACCESS_KEY_ID: KEYS.accessKey, AWS_SECRET_ACCESS_KEY: KEYS.secretKey };

describe("volcengine-rtc preflight", () => {
  let america: S3Server;
  let beijing: S3Server;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "preflight-"));
    [america, beijing] = await Promise.all([S3Server.start("us-east-1"), S3Server.start("cn-beijing")]);
    for (const server of [america, beijing]) {
      await server.key(KEYS.accessKey, KEYS.secretKey);
      await server.bucket("room-audio", { [KEYS.accessKey]: "all" });
    }
    await beijing.key("2100000990", "CANARY-SECRET-tos");
    await beijing.bucket("tos-audio");
    await beijing.giveTo("tos-audio", "2100000990");
    await america.key("CANARY-ACCESS-write", "CANARY-SECRET-write");
    await america.bucket("write-only", { "CANARY-ACCESS-write": "write" });
  });
  afterAll(async () => {
    await Promise.all([america?.close(), beijing?.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  const run = (parameters: string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const options = { env: { HOME: folder, ...env } };
      execFile(process.execPath, [CLI, "preflight", ...parameters], options, (error, stdout, stderr) => {
        expect(stdout + stderr).not.toContain("CANARY");
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      });
    });
  const saved = async (name: string, content: object) => {
    const file = join(folder, name);
    await writeFile(file, JSON.stringify(content));
    return file;
  };
  const bucketsIn = (stdout: string) => (JSON.parse(stdout) as { buckets: Record<string, unknown>[] }).buckets;
  const named = (...more: string[]) => ["--type", "custom", "--vendor", "s3", "--bucket", "room-audio", ...more];

  it("tells of a bucket that flags name, with keys from the environment, and ends with the code for it", async () => {
    const at = (server: S3Server) => ["--storage-endpoint", server.endpoint];
    const good = await run(named(...at(america), "--region", "us-east-1", "--write"), AWS);
    const elsewhere = await run(named(...at(beijing), "--region", "us-east-1"), AWS);
    const unreachable = await run(named("--storage-endpoint", "http://127.0.0.1:1"), AWS);

    expect(good).toEqual({
      code: 0,
      stdout:
        "good  s3  us-east-1  room-audio\n" +
        '    bucket "room-audio" on Amazon S3 is there in us-east-1, and AWS_ACCESS_KEY_ID may write there\n',
      stderr: "",
    });
    expect(elsewhere).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(/^wrongRegion .* is in cn-beijing, the/s),
    });
    expect(unreachable).toMatchObject({ code: 1, stdout: expect.stringMatching(/^unreachable .*ECONNREFUSED/s) });
  });

  it("takes the keys to the API for TOS, and compares the account", async () => {
    const env = { VOLCENGINE_ACCESS_KEY: "2100000990", VOLCENGINE_SECRET_KEY: "CANARY-SECRET-tos" };
    const flags = ["--type", "tos", "--bucket", "tos-audio", "--json", "--storage-endpoint", beijing.endpoint];
    const own = await run([...flags, "--account", "2100000990"], env);
    const other = await run([...flags, "--account", "2100000991"], env);

    expect([own.code, other.code]).toEqual([0, 1]);
    expect(bucketsIn(own.stdout)).toMatchObject([
      { type: "tos", vendor: null, region: "cn-beijing", bucket: "tos-audio", verdict: "good", tasks: [] },
    ]);
    // This server calls an owner by its access key, which no message shows.
    expect(bucketsIn(other.stdout)).toMatchObject([
      { verdict: "notProved", detail: expect.stringContaining('belongs to "***", and storageConfig.accountId is') },
    ]);
  });

  it.each<[problem: RegExp, parameters: string[]]>([
    [/Give one of --preview FILE/, []],
    [/Give one of --preview FILE/, ["--state", "a", "--type", "tos"]],
    [/--bucket is missing/, ["--type", "tos"]],
    [/--vendor is missing/, ["--type", "custom", "--bucket", "a"]],
    [
      /--region "cn-bejing" is not a region that RTC uploads to; did you mean "cn-beijing"\?/,
      ["--type", "tos", "--bucket", "a", "--region", "cn-bejing"],
    ],
    [/there are no keys to look with\. Set AWS_ACCESS_KEY_ID/, ["--vendor", "s3", "--bucket", "a"]],
    [/--storage-endpoint is not scheme and host/, ["--vendor", "s3", "--bucket", "a", "--storage-endpoint", "minio"]],
    [/Can't read .*nothing\.json/, ["--state", "nothing.json"]],
  ])("says %s", async (problem, parameters) => {
    expect(await run(parameters)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(problem) });
  });

  it("looks once at each bucket of a state, with the keys in it, and keeps what is secret to itself", async () => {
    const secret = (value: unknown) => ({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: JSON.stringify(value),
    });
    const resource = (name: string, storageConfig: unknown, more: object = {}) => ({
      urn: urnOf(name),
      type: TYPE,
      inputs: { roomId: name, storageConfig },
      ...more,
    });
    const keys = secret(KEYS);
    const state = await saved("state.json", {
      version: 3,
      deployment: {
        resources: [
          resource("a", { ...S3, credentials: keys }),
          resource("b", { ...S3, credentials: keys }),
          resource("hidden-name", { ...S3, bucket: secret("hidden-bucket-name"), credentials: keys }),
          resource("old", { ...S3, bucket: "old", credentials: keys }, { delete: true }),
          resource("foreign", undefined, { external: true }),
          { urn: "urn:pulumi:prod::rooms::aws:s3/bucket:Bucket::other", type: "aws:s3/bucket:Bucket", inputs: {} },
        ],
      },
    });
    const { code, stdout } = await run(["--state", state, "--storage-endpoint", america.endpoint, "--json"]);

    expect(code).toBe(2);
    expect(stdout).not.toContain("hidden-bucket-name");
    expect(bucketsIn(stdout)).toMatchObject([
      { bucket: "room-audio", verdict: "good", tasks: [urnOf("a"), urnOf("b")] },
      { bucket: "***", verdict: "missing", tasks: [urnOf("hidden-name")] },
    ]);
  });

  it("looks at what a preview is going to have, at the endpoint of the resource, and says what it can't tell", async () => {
    const step = (op: string, name: string, storageConfig: unknown, more: object = {}) => {
      const preflight = { level: "bucket", endpoint: america.endpoint, credentials: "[secret]" };
      const state = { type: TYPE, urn: urnOf(name), inputs: { roomId: name, storageConfig, preflight, ...more } };
      return { op, urn: urnOf(name), ...(op === "delete" ? { oldState: state } : { newState: state }) };
    };
    const hidden = { ...S3, credentials: "[secret]" };
    const preview = await saved("preview.json", {
      steps: [
        step("create", "a", hidden),
        step("same", "b", hidden),
        step("delete", "gone", { ...hidden, bucket: "gone" }),
        step("update", "write-only", { ...hidden, bucket: "write-only" }),
        step("create", "later", { ...hidden, bucket: UNKNOWN }),
        step("create", "secret", "[secret]"),
      ],
    });
    const { code, stdout } = await run(["--preview", preview, "--json"], {
      AWS_ACCESS_KEY_ID: "CANARY-ACCESS-write",
      AWS_SECRET_ACCESS_KEY: "CANARY-SECRET-write",
    });

    expect(code).toBe(1);
    expect(bucketsIn(stdout).map(({ bucket, verdict, tasks }) => [bucket, verdict, tasks])).toEqual([
      ["room-audio", "notProved", [urnOf("a"), urnOf("b")]],
      [null, "notKnown", [urnOf("later")]],
      [null, "notKnown", [urnOf("secret")]],
      ["write-only", "notProved", [urnOf("write-only")]],
    ]);
    expect((await run(["--preview", preview, "--json"])).stdout).toContain("there are no keys to look with");
  });
});
