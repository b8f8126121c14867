import { afterAll, it as base, beforeEach } from "vitest";
import { type Emulator, type EmulatorOptions, startEmulator } from "#emulator/index";

/** Tests with an emulator each. A file or a `describe` may override its options. */
export const it = base
  .extend("emulatorOptions", (): EmulatorOptions => ({}))
  .extend("emulator", async ({ emulatorOptions }, { onCleanup }) => {
    const emulator = await startEmulator(emulatorOptions);
    onCleanup(() => emulator.close());
    return emulator;
  });

/** An emulator for all tests of a file, emptied before each of them: for files whose steps are functions of their own. */
export async function emulatorOfFile(options: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options);
  afterAll(() => emulator.close());
  beforeEach(() => emulator.admin.reset());
  return emulator;
}
