import { finished } from "node:stream";
import type { Command } from "commander";
import { MAX_LATE_CALLS, MAX_LATENCY_MS } from "../emulator/admin/setting-ranges";
import { MAX_PORT, wholeNumber } from "./whole-number";

interface EmulatorFlags {
  port: number;
  accessKey?: string;
  secretKey?: string;
  sessionToken?: string;
  latency: number;
  staleReads: number;
  slowStops: number;
  untilStdinEnds?: boolean;
}

/** Adds `emulator` to the program. The emulator itself is loaded only when it is started. */
export function registerEmulator(program: Command): void {
  program
    .command("emulator")
    .description("run a local stand-in for the RTC audio segment API, on 127.0.0.1 only")
    .option("--port <number>", "port to listen on; 0 takes any free port", wholeNumber(MAX_PORT), 4010)
    .option("--access-key <key>", "access key to accept (default: made up at start; never use a real one)")
    .option("--secret-key <key>", "its secret key")
    .option("--session-token <token>", "session token every call must carry")
    .option("--latency <ms>", "milliseconds before every answer", wholeNumber(MAX_LATENCY_MS), 0)
    .option(
      "--stale-reads <n>",
      "GetSegmentTask calls that answer late after each change",
      wholeNumber(MAX_LATE_CALLS),
      0,
    )
    .option("--slow-stops <n>", "calls that find a task running after its StopSegment", wholeNumber(MAX_LATE_CALLS), 0)
    .option("--until-stdin-ends", "end as soon as standard input ends, as it does when a parent that holds it is gone")
    .action(async (flags: EmulatorFlags) => {
      const { latency, untilStdinEnds, ...options } = flags;
      const { startEmulator } = await import("../emulator/index.js");
      const emulator = await startEmulator({ ...options, latencyMs: latency });
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void emulator.close());
      if (untilStdinEnds) finished(process.stdin.resume(), { writable: false }, () => void emulator.close());
      const lines = Object.entries(emulator.environment).map(([name, value]) => `export ${name}=${quote(value)}`);
      console.log(
        [
          "# RTC segment API emulator. Use it with:",
          ...lines,
          `# admin: ${emulator.url}/admin`,
          "# ready; ends with Ctrl-C",
        ].join("\n"),
      );
    });
}

/** Left bare when possible: simple parsers of KEY=value lines need no unquoting then. */
function quote(value: string): string {
  return /^[\w.:/@+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
