// @ts-check

/** Between two lines where the output isn't a terminal, in ms. */
const LINE_EVERY = 15_000;

/** Progress of one long step on stderr: a line that is rewritten on a terminal, elsewhere a line now and then. */
export class Progress {
  #title;
  #started = Date.now();
  #shown = Date.now();
  #pending = false;

  /** @param {string} title */
  constructor(title) {
    this.#title = title;
  }

  /** @param {string} state */
  show(state) {
    const now = Date.now();
    const terminal = process.stderr.isTTY === true;
    if (now - this.#shown < (terminal ? 200 : LINE_EVERY)) return;
    this.#shown = now;
    const line = `${this.#title}: ${state}, ${this.seconds} s`;
    if (!terminal) {
      console.error(line);
      return;
    }
    process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    this.#pending = true;
  }

  /** Leaves the terminal's line empty for what comes next. */
  end() {
    if (this.#pending) process.stderr.write("\r\x1b[K");
    this.#pending = false;
  }

  /** Whole seconds since the step began. */
  get seconds() {
    return Math.round((Date.now() - this.#started) / 1000);
  }
}
