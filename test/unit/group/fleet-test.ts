import { it as emulatorTest } from "#test/support/emulator-test";
import { Fleet } from "./fleet";

/** Tests with a group each. The pace has tests of its own; here it would only take time. */
export const it = emulatorTest
  .override("emulatorOptions", { limits: false })
  .extend("fleet", ({ emulator }) => new Fleet(emulator));
