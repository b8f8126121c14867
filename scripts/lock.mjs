// @ts-check
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** How often a waiting process looks whether the lock is free, in ms. */
const POLL = 250;
/** A lock whose owner can't be checked (other host, no owner written) counts as abandoned after this time, in ms. */
const ABANDONED_AFTER = 30 * 60_000;
/** The owner file is written right after the folder is made; without one for this long, its maker died. In ms. */
const OWNER_MISSING_FOR = 10_000;

/**
 * Runs `work` while no other process holds the same lock. A lock left by a process that has died is taken over.
 * @template T
 * @param {string} lockFolder the folder that stands for the lock; its parent is created
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(lockFolder, work, onWait) {
  await fs.mkdir(path.dirname(lockFolder), { recursive: true });
  for (let waited = false; !(await take(lockFolder)); waited = true) {
    if (!waited) onWait?.();
    if (await isAbandoned(lockFolder)) await discard(lockFolder);
    else await wait(POLL);
  }
  try {
    return await work();
  } finally {
    await fs.rm(lockFolder, { recursive: true, force: true });
  }
}

/** @param {string} lockFolder */
async function take(lockFolder) {
  try {
    await fs.mkdir(lockFolder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
  await fs.writeFile(path.join(lockFolder, "owner"), `${process.pid} ${os.hostname()}`);
  return true;
}

/** @param {string} lockFolder */
async function isAbandoned(lockFolder) {
  const age = Date.now() - ((await fs.stat(lockFolder).catch(() => undefined))?.mtimeMs ?? Date.now());
  const owner = await fs.readFile(path.join(lockFolder, "owner"), "utf8").catch(() => "");
  if (owner === "") return age > OWNER_MISSING_FOR;
  const [pid, host] = owner.split(" ");
  if (host !== os.hostname()) return age > ABANDONED_AFTER;
  return !isAlive(Number(pid));
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM means that it lives and belongs to another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Renaming first lets only one of several waiting processes remove the abandoned lock.
 * @param {string} lockFolder
 */
async function discard(lockFolder) {
  const aside = `${lockFolder}.abandoned-${process.pid}`;
  try {
    await fs.rename(lockFolder, aside);
  } catch {
    return;
  }
  await fs.rm(aside, { recursive: true, force: true });
}
