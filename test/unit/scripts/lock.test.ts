import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { script } from "./script";

interface Lock {
  withLock<T>(folder: string, work: () => Promise<T>, onWait?: () => void): Promise<T>;
}

describe("withLock", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lock-test-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("lets a second caller work only after the first has finished", async () => {
    const { withLock } = await script<Lock>("lock.mjs");
    const lock = join(folder, "lock");
    const order: string[] = [];
    let release = () => {};
    const first = withLock(lock, async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      order.push("first");
    });
    await expect.poll(() => existsSync(lock)).toBe(true);
    const second = withLock(
      lock,
      async () => order.push("second"),
      () => release(),
    );
    await Promise.all([first, second]);
    expect(order).toEqual(["first", "second"]);
    expect(existsSync(lock)).toBe(false);
  });

  test("frees the lock when the work fails", async () => {
    const { withLock } = await script<Lock>("lock.mjs");
    const lock = join(folder, "lock");
    await expect(withLock(lock, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(existsSync(lock)).toBe(false);
  });

  test("takes over the lock of a process that has died", async () => {
    const { withLock } = await script<Lock>("lock.mjs");
    const lock = join(folder, "lock");
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    mkdirSync(lock);
    writeFileSync(join(lock, "owner"), `${pid} ${hostname()}`);
    expect(await withLock(lock, async () => "done")).toBe("done");
  });
});
