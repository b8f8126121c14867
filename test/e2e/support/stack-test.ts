import { type Emulator, type EmulatorOptions, startEmulator } from "pulumi-volcengine-rtc/emulator";
import { test as base } from "vitest";
import { Stack, type StackOptions } from "./stack";

/**
 * Tests that share an emulated account and a stack on it with the other tests of their file, and with no one else. A file
 * may override the options of both.
 */
export const test = base
  .extend("emulatorOptions", { scope: "file" }, (): EmulatorOptions => ({}))
  .extend("emulator", { scope: "file" }, async ({ emulatorOptions }, { onCleanup }) => {
    const emulator = await startEmulator(emulatorOptions);
    onCleanup(() => emulator.close());
    return emulator;
  })
  .extend("stackOptions", { scope: "file" }, (): StackOptions => ({}))
  .extend("stack", { scope: "file" }, async ({ emulator, stackOptions }, { onCleanup }) => {
    const stack = await createStackOn(emulator, stackOptions);
    onCleanup(() => stack.dispose());
    return stack;
  })
  // For stacks that last no longer than a test.
  .extend("createStack", ({ emulator }, { onCleanup }) => {
    const stacks: Stack[] = [];
    onCleanup(async () => {
      await Promise.all(stacks.map((stack) => stack.dispose()));
    });
    return async (options?: StackOptions) => {
      const stack = await createStackOn(emulator, options);
      stacks.push(stack);
      return stack;
    };
  });

/** The environment that is asked for goes before the one that leads to the emulator. */
function createStackOn(emulator: Emulator, options: StackOptions = {}): Promise<Stack> {
  return Stack.create({ ...options, environment: { ...emulator.environment, ...options.environment } });
}
