import { type Emulator, startEmulator } from "pulumi-volcengine-rtc/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Stack } from "./support/stack";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(() => emulator?.close());

test("the TypeScript example of a fleet slices its rooms with their own settings, and stops them", async () => {
  const stack = await Stack.create({
    environment: emulator.environment,
    language: "typescript",
    copyOf: "examples/fleet",
  });
  try {
    const up = await stack.up();
    expect(up.text).toMatch(/running\s*: "3 of 3"/);
    expect(up.code).toBe(0);
    const tasks = await emulator.admin.tasks();
    expect(tasks.map(({ RoomId }) => RoomId).sort()).toEqual(["backstage", "lobby", "stage"]);
    const stage = tasks.find(({ RoomId }) => RoomId === "stage");
    expect(stage).toMatchObject({ Control: { RedundantDuration: 1000 }, MaxIdleTime: 28800 });
    expect((await stack.destroy()).code).toBe(0);
    expect((await emulator.admin.tasks()).filter(({ Status }) => Status === 2)).toEqual([]);
  } finally {
    await stack.dispose();
  }
});
