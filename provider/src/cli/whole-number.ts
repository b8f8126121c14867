import { InvalidArgumentError } from "commander";

/** Reads the value of an option that takes a whole number from 0 on. */
export function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from 0 to ${most}.`);
    }
    return value;
  };
}

/** The highest TCP port. */
export const MAX_PORT = 65_535;
