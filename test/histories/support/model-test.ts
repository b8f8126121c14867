import { test, vi } from "vitest";
import { ModelWorld } from "./model-world";

/** Tests in the model of the engine, with one clock for API and client that can be moved. */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures a fixture needs.
export const modelTest = test.extend("world", { scope: "file" }, async ({}, { onCleanup }) => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const world = await ModelWorld.start();
  onCleanup(async () => {
    await world.close();
    vi.useRealTimers();
  });
  return world;
});
