import { hostname } from "node:os";
import { UserError } from "../user-error";

/** Another operation works on the stack. */
export class StackLocked extends UserError {
  /** @param locks As the CLI names them: where, who, since when. Empty where the backend says no more. */
  constructor(readonly locks: readonly string[]) {
    super(`another operation works on the stack. ${locks.join("; ")}`);
  }
}

/** What the CLI says of each lock of a stack: `<file>: created by <user>@<host> (pid <n>) at <time>`. */
const LOCK = /^.*: created by .*@(.*) \(pid (\d+)\) at .*$/gm;

export function locksIn(text: string): string[] {
  // The text may hold what was printed, and again the error that came of it.
  return [...new Set([...text.matchAll(LOCK)].map(([line]) => line.trim()))];
}

/** Whether the only lock is that of one of these processes, which were of this machine and are gone. */
export function isLeftBy(locks: readonly string[], gone: readonly (number | undefined)[]): boolean {
  const [lock, ...others] = locks;
  if (lock === undefined || others.length > 0) return false;
  const [, host, pid] = new RegExp(LOCK.source).exec(lock) ?? [];
  return host === hostname() && gone.includes(Number(pid));
}
