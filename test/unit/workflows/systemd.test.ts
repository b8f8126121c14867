import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const unit = join(import.meta.dirname, "../../../examples/keep/volcengine-rtc-keep.service");

/** Only systemd itself knows what it understands, and not every machine has it. */
const verifiable = (() => {
  try {
    execFileSync("systemd-analyze", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

test.runIf(verifiable)("systemd finds nothing wrong with the unit of the example", () => {
  const check = () => execFileSync("systemd-analyze", ["verify", unit], { encoding: "utf8", stdio: "pipe" });
  expect(check).not.toThrow();
});

test("the unit signals the keeper alone, so that a running pulumi up can finish", () => {
  expect(readFileSync(unit, "utf8")).toMatch(/^KillMode=mixed$/m);
});
