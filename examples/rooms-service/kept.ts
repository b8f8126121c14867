import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { Rooms } from "./group.ts";

/** Writes rooms to a file, on the disk when this resolves; a crash in between leaves the file as it was. */
export async function keepRooms(file: string, rooms: Rooms): Promise<void> {
  const next = await open(`${file}.next`, "w", 0o600);
  try {
    await next.writeFile(JSON.stringify(Object.fromEntries(rooms)));
    await next.sync();
  } finally {
    await next.close();
  }
  await rename(`${file}.next`, file);
  const folder = await open(dirname(file));
  await folder.sync().finally(() => folder.close());
}

/** The rooms in a file; absent as long as none were written. */
export async function keptRooms(file: string): Promise<Rooms | undefined> {
  try {
    return new Map(Object.entries(JSON.parse(await readFile(file, "utf8"))));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${file} can't be read: ${(error as Error).message}`, { cause: error });
  }
}
