import { it as base } from "vitest";
import { type EmulatorOptions, startEmulator } from "#emulator/index";

/** Tests with an emulator each. A file or a `describe` may override its options. */
export const it = base
  .extend("emulatorOptions", (): EmulatorOptions => ({}))
  .extend("emulator", async ({ emulatorOptions }, { onCleanup }) => {
    const emulator = await startEmulator(emulatorOptions);
    onCleanup(() => emulator.close());
    return emulator;
  });
