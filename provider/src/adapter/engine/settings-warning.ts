/**
 * Tells, at preview already, what will keep `up` from calling the API, such as keys that are missing. A preview calls
 * nothing, so it would be green.
 *
 * @returns Looks, and tells it, the first time it is called.
 */
export function settingsWarning(read: () => unknown, print: (line: string) => void = console.warn): () => void {
  let looked = false;
  return () => {
    if (looked) return;
    looked = true;
    try {
      read();
    } catch (error) {
      print(
        `warning: ${error instanceof Error ? error.message : String(error)}. Until then "pulumi up" fails where it has to call the API`,
      );
    }
  };
}
