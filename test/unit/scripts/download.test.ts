import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { script } from "./script";

interface Download {
  downloadRelease(folder: string, patience?: { answer: number; bytes: number }): Promise<string | undefined>;
}

describe.runIf(["linux", "darwin"].includes(process.platform))("downloadRelease", () => {
  let folder: string;
  let target: string;
  let server: Server | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "download-test-"));
    target = join(folder, "target");
    mkdirSync(target);
    vi.spyOn(console, "error").mockImplementation(() => {});
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    rmSync(folder, { recursive: true });
  });

  async function serve(listener: RequestListener): Promise<void> {
    const started = createServer(listener);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
    const address = started.address();
    if (address === null || typeof address === "string") throw new Error("The test's server has no port.");
    vi.stubEnv("VOLCENGINE_RTC_CLI_DOWNLOADS", `http://127.0.0.1:${address.port}/sdk`);
  }

  function archive(): Buffer {
    mkdirSync(join(folder, "pulumi"));
    writeFileSync(join(folder, "pulumi", "pulumi"), "#!/bin/sh\necho v3.259.0\n");
    chmodSync(join(folder, "pulumi", "pulumi"), 0o755);
    // Comes second, and can't be compressed: when half of the archive has arrived, the first program is there.
    writeFileSync(join(folder, "pulumi", "large"), randomBytes(1_000_000));
    execFileSync("tar", ["-czf", "release.tar.gz", "pulumi/pulumi", "pulumi/large"], { cwd: folder });
    return readFileSync(join(folder, "release.tar.gz"));
  }

  test("unpacks the programs of the release for this platform", async () => {
    const { downloadRelease } = await script<Download>("pulumi-cli/download.mjs");
    const release = archive();
    const asked: (string | undefined)[] = [];
    await serve((request, response) => {
      asked.push(request.url);
      response.end(release);
    });
    expect(await downloadRelease(target)).toBeUndefined();
    expect(asked).toEqual([`/sdk/pulumi-v3.259.0-${process.platform}-${process.arch}.tar.gz`]);
    expect(execFileSync(join(target, "pulumi"), { encoding: "utf8" })).toBe("v3.259.0\n");
  });

  test("says so when the host doesn't have the release", async () => {
    const { downloadRelease } = await script<Download>("pulumi-cli/download.mjs");
    await serve((_request, response) => response.writeHead(404).end());
    expect(await downloadRelease(target)).toMatch(/pulumi-v3\.259\.0-.* answered with status 404/);
  });

  test("gives up on a host that doesn't answer", async () => {
    const { downloadRelease } = await script<Download>("pulumi-cli/download.mjs");
    await serve(() => {});
    expect(await downloadRelease(target, { answer: 100, bytes: 100 })).toMatch(/didn't answer within 0\.1 s/);
  });

  test("leaves nothing of an archive that stops half-way", async () => {
    const { downloadRelease } = await script<Download>("pulumi-cli/download.mjs");
    const release = archive();
    await serve((_request, response) => {
      response.write(release.subarray(0, release.length / 2));
    });
    expect(await downloadRelease(target, { answer: 5000, bytes: 200 })).toMatch(/sent nothing for 0\.2 s/);
    expect(readdirSync(target)).toEqual([]);
  });

  test("leaves nothing of an archive whose connection breaks", async () => {
    const { downloadRelease } = await script<Download>("pulumi-cli/download.mjs");
    const release = archive();
    await serve((_request, response) => {
      response.writeHead(200, { "content-length": release.length });
      response.write(release.subarray(0, release.length / 2), () => response.destroy());
    });
    expect(await downloadRelease(target)).toMatch(/sent a broken archive/);
    expect(readdirSync(target)).toEqual([]);
  });
});
