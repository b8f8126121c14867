import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Loads one of the set-up scripts, which are plain JavaScript as they run before anything is installed. */
export async function script<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(resolve(import.meta.dirname, "../../../scripts", name)).href)) as T;
}
