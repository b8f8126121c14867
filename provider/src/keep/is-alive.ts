import { readFileSync } from "node:fs";

/** Whether a process of this machine still does anything. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return !hasEnded(pid);
}

/**
 * Whether a process has ended that still has its id, until its parent takes note. Of one that was left behind this is the
 * first process of the machine, which in a container may take a while, or never do it.
 */
function hasEnded(pid: number): boolean {
  try {
    // "<pid> (<command>) <state> …", of which the command may hold anything.
    return /\) [ZX] [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    // There is no such place on this system.
    return false;
  }
}
