// @ts-check
import { spawn } from "node:child_process";

/** Runs a program that is to end as soon as standard input ends, as it does when the process that holds it is gone. */
const [program = "", ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
const end = () => child.kill("SIGTERM");
process.stdin.resume().once("end", end).once("close", end);
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, end);
child.once("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.once("close", (code) => process.exit(code ?? 1));
