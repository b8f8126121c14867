#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { registerCallbacks } from "./cli/callbacks";
import { registerEmulator } from "./cli/emulator";
import { registerKeep } from "./cli/keep";
import { registerPreflight } from "./cli/preflight";
import { registerReview } from "./cli/review";
import { registerTasks } from "./cli/tasks";
import { UserError } from "./user-error";

const program = new Command("volcengine-rtc")
  .description("Tools around Volcengine RTC audio segment tasks")
  .option("-V, --version", "print the version")
  .on("option:version", () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8")) as { version: string };
    console.log(version);
    process.exit(0);
  });

registerEmulator(program);
registerReview(program);
registerPreflight(program);
registerTasks(program);
registerKeep(program);
registerCallbacks(program);

program.parseAsync().catch((error: unknown) => {
  // Whatever isn't meant for the user is a bug, which nobody can find without its stack.
  console.error(error instanceof UserError ? `error: ${error.message}` : error);
  process.exitCode = 1;
});
