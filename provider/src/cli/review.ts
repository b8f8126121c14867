import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { type Command, Option } from "commander";
import type { Preview } from "../review/input/preview";
import { UserError } from "../user-error";

interface ReviewFlags {
  policyConfig?: string;
  preflight?: string;
  format: "markdown" | "text" | "json";
  failOn?: "mandatory";
}

const VIOLATED = 2;

/** Adds `review` to the program. What it needs is loaded only when it runs. */
export function registerReview(program: Command): void {
  program
    .command("review")
    .description("tell reviewers what a preview means: pulumi preview --json | volcengine-rtc review")
    .argument("[files...]", "previews, one per stack; NAME=FILE names the stack (default: standard input)")
    .option("--policy-config <file>", "the JSON file that pulumi --policy-pack-config takes")
    .option("--preflight <file>", "what volcengine-rtc preflight --preview … --json printed of the buckets")
    .addOption(
      new Option("--format <format>", "form of the output").choices(["markdown", "text", "json"]).default("markdown"),
    )
    .addOption(
      new Option("--fail-on <level>", "exit with code 2 when such a policy is violated").choices(["mandatory"]),
    )
    .action(async (files: string[], flags: ReviewFlags) => {
      const { review } = await import("../review/review.js");
      const { output, violated } = await review(await previewsFrom(files), flags);
      process.stdout.write(output);
      if (flags.failOn === "mandatory" && violated) process.exitCode = VIOLATED;
    });
}

async function previewsFrom(files: readonly string[]): Promise<Preview[]> {
  const { readPreviews } = await import("../review/input/preview.js");
  const { decoded } = await import("../review/input/decoded.js");
  if (files.length === 0) {
    if (process.stdin.isTTY)
      throw new UserError("There is no preview to read. Run: pulumi preview --json | volcengine-rtc review");
    return readPreviews(decoded(await buffer(process.stdin)), "standard input");
  }
  const read = files.map(async (argument) => {
    const { name, file } = named(argument);
    const content = await readFile(file).catch((error: Error) => {
      throw new UserError(`Can't read the preview ${file}: ${error.message}`);
    });
    return readPreviews(decoded(content), file, name);
  });
  return (await Promise.all(read)).flat();
}

/** A file may have an equals sign in its path: what exists as it is written is a file. */
function named(argument: string): { name?: string; file: string } {
  const at = argument.indexOf("=");
  if (at <= 0 || existsSync(argument)) return { file: argument };
  return { name: argument.slice(0, at), file: argument.slice(at + 1) };
}
