import { InvalidArgumentError } from "commander";

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Reads the value of an option that takes a span of time, such as `90s`. @returns milliseconds. */
export function duration(text: string): number {
  const [, digits, unit = ""] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const milliseconds = Number(digits) * (SECONDS[unit] ?? Number.NaN) * 1000;
  if (milliseconds > 0) return milliseconds;
  throw new InvalidArgumentError("It must be a number of seconds, minutes or hours above 0, such as 90s, 10m or 2h.");
}
