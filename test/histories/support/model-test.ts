import { test, vi } from "vitest";
import type { Adapter } from "#test/e2e/support/stack";
import { ModelWorld } from "./model-world";

/** Tests in the model of the engine, with one clock for API and client that can be moved. */
const modelTest = (adapter: Adapter) =>
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures a fixture needs.
  test.extend("world", { scope: "file" }, async ({}, { onCleanup }) => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const world = await ModelWorld.start(adapter);
    onCleanup(async () => {
      await world.close();
      vi.useRealTimers();
    });
    return world;
  });

/** Each adapter with the tests in its model. */
export const ADAPTERS = (["dynamic", "plugin"] as const).map((adapter) => ({ adapter, modelTest: modelTest(adapter) }));
