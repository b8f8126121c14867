import { hostname } from "node:os";
import { expect, test } from "vitest";
import { isLeftBy, locksIn } from "#keep/locks";

const lock = (pid: number, host = hostname()) =>
  `  postgres://****:****@db:5432/.pulumi/locks/organization/rooms/prod/${pid}.json: created by ci@${host} (pid ${pid}) at 2026-01-01T12:00:00Z`;
const said = (...locks: string[]) =>
  `error: the stack is currently locked by ${locks.length} lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.\n${locks.join("\n")}\n`;

test("a lock is one's own only when it is the only one, of this machine, and of a process that was noted", () => {
  const own = locksIn(said(lock(4711)).repeat(2));
  expect(own).toEqual([lock(4711).trim()]);
  expect(isLeftBy(own, [undefined, 4711])).toBe(true);
  expect(isLeftBy(own, [471])).toBe(false);
  expect(isLeftBy(locksIn(said(lock(4711, "another"))), [4711])).toBe(false);
  expect(isLeftBy(locksIn(said(lock(4711), lock(4712))), [4711])).toBe(false);
  expect(isLeftBy(locksIn("[409] Conflict: Another update is currently in progress."), [4711])).toBe(false);
});
