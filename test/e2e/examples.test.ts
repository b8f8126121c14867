import { expect } from "vitest";
import { running } from "./support/api-calls";
import { test } from "./support/stack-test";

test.override("stackOptions", { language: "typescript", copyOf: "examples/fleet" });

test("the TypeScript example of a fleet slices its rooms with their own settings, and stops them", async ({
  stack,
  emulator,
}) => {
  const up = await stack.up();
  expect(up.text).toMatch(/running\s*: "3 of 3"/);
  expect(up.code).toBe(0);
  const tasks = await emulator.admin.tasks();
  expect(tasks.map(({ RoomId }) => RoomId).sort()).toEqual(["backstage", "lobby", "stage"]);
  const stage = tasks.find(({ RoomId }) => RoomId === "stage");
  expect(stage).toMatchObject({ Control: { RedundantDuration: 1000 }, MaxIdleTime: 28800 });
  expect((await stack.destroy()).code).toBe(0);
  expect(await running(emulator.admin)).toEqual([]);
});
