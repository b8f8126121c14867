import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { expect, test, vi } from "vitest";
import { isAlive } from "#keep/is-alive";

test.runIf(process.platform === "linux")(
  "a process that nobody has taken note of the end of is not alive",
  async () => {
    // It becomes another program that knows of no children, while its child waits for the end of a pipe.
    const parent = spawn("sh", ["-c", "cat <&3 & echo $!; exec sleep 100 3<&-"], {
      stdio: ["ignore", "pipe", "inherit", "pipe"],
    });
    try {
      const [line] = await once(createInterface(parent.stdout as Readable), "line");
      const left = Number(line);
      expect(isAlive(left)).toBe(true);
      (parent.stdio[3] as Writable).end();
      await vi.waitFor(() => expect(isAlive(left)).toBe(false), { timeout: 10_000 });
      expect(process.kill(left, 0)).toBe(true);
      expect(isAlive(parent.pid ?? 0)).toBe(true);
    } finally {
      parent.kill();
    }
  },
);
