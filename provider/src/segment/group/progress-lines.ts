import type { Progress } from "./rooms";

const INTERVAL_MS = 5_000;

/** Prints now and then how far long work is; what a provider prints appears in the output of the CLI. */
export function progressLines(subject: string, verb: string, print = console.log): Progress {
  const start = performance.now();
  let last = start;
  return (done, total) => {
    const now = performance.now();
    if (now - last < INTERVAL_MS) return;
    last = now;
    print(`${subject}: ${done}/${total} ${verb}, ${Math.round((done * 1000) / (now - start))}/s`);
  };
}
