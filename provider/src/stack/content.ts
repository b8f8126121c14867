import { readFile } from "node:fs/promises";
import { decoded } from "../review/input/decoded";
import { UserError } from "../user-error";

/** The text of a file that the user names. */
export async function contentOf(file: string): Promise<string> {
  return decoded(
    await readFile(file).catch((error: Error) => {
      throw new UserError(`Can't read ${file}: ${error.message}`);
    }),
  );
}
