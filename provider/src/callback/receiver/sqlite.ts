import type BetterSqlite3 from "better-sqlite3";
import { UserError } from "../../user-error";

const INSTALL = "npm install better-sqlite3@12.11.1";

/**
 * Opens a SQLite file, by default for writing, and makes it if it is not there. The driver is loaded only now, and need not be installed: most who use this package
 * never receive a callback.
 */
export async function openSqlite(
  file: string,
  options: { readonly?: boolean; fileMustExist?: boolean } = {},
): Promise<BetterSqlite3.Database> {
  const { default: Sqlite } = await import("better-sqlite3").catch((cause: Error) => {
    throw new UserError(`The events are kept by better-sqlite3, which is not installed. Run: ${INSTALL}`, { cause });
  });
  try {
    const database = new Sqlite(file, options);
    // The file is looked at only now.
    database.pragma("schema_version");
    return database;
  } catch (cause) {
    throw new UserError(problemOf(cause, file), { cause });
  }
}

function problemOf(error: unknown, file: string): string {
  const message = error instanceof Error ? error.message : String(error);
  if (isOfSqlite(error) || error instanceof TypeError) {
    return `Can't open the store ${file}: ${message}. It must be a SQLite file or none yet, in a folder that exists, and both must be writable.`;
  }
  // npm leaves the compiled part out where it may not run the package's install script, and keeps one for another Node.js.
  const allow =
    'With npm 11 or newer first allow its script in package.json: "allowScripts": { "better-sqlite3": true }';
  return `better-sqlite3 is installed, but its compiled part can't be loaded. Run: npm rebuild better-sqlite3. ${allow}`;
}

function isOfSqlite(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_");
}
