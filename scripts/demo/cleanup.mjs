// @ts-check
import os from "node:os";

/**
 * Runs `work` and then `cleanUp`, exactly once, also when `work` fails or the process is asked to end meanwhile.
 * @param {() => Promise<void>} work must start nothing more once `cleanUp` has begun
 * @param {() => Promise<void>} cleanUp
 */
export async function withCleanUp(work, cleanUp) {
  /** @type {Promise<void> | undefined} */
  let cleaned;
  const once = () => {
    cleaned ??= cleanUp();
    return cleaned;
  };
  /** @param {NodeJS.Signals} signal */
  const end = async (signal) => {
    if (cleaned === undefined) console.error(`\n${signal}: stopping everything the demo has started ...`);
    await once();
    process.exit(128 + os.constants.signals[signal]);
  };
  const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  for (const signal of signals) process.on(signal, end);
  try {
    await work();
  } finally {
    await once();
    for (const signal of signals) process.off(signal, end);
  }
}
