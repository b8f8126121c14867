// @ts-check

/** A set-up step failed: says which one, what happened and what to do about it. */
export class StepError extends Error {
  /**
   * @param {string} step what was being done, such as "Installing the dependencies"
   * @param {string} happened
   * @param {string} next what the reader can do now
   */
  constructor(step, happened, next) {
    super(`${step} failed: ${happened}\n  What to do: ${next}`);
    this.name = "StepError";
  }
}

/**
 * Runs a script's body. An expected failure is printed without a stack trace; both kinds end with exit code 1.
 * @param {() => Promise<void>} body
 */
export async function runScript(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof StepError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
