import { describe, expect, test } from "vitest";
import { checkStorageTypeAllowed } from "#policy/policies/storage-type-allowed";
import { awaited, messages, OSS, stored, TOS, UNKNOWN } from "./views";

describe("storage-type-allowed", () => {
  const tosOnly = { types: ["tos"] as const };

  test("accepts an allowed type", () => {
    expect(checkStorageTypeAllowed(stored(TOS), tosOnly)).toEqual([]);
  });

  test("accepts every type while nothing is configured", () => {
    expect(checkStorageTypeAllowed(stored(OSS), {})).toEqual([]);
  });

  test("objects to another type, and says what is allowed", () => {
    expect(messages(checkStorageTypeAllowed(stored(OSS), tosOnly))).toEqual([
      'storageConfig.type is "custom", but must be one of "tos". Upload to a bucket on an allowed kind of storage.',
    ]);
  });

  test.each([
    ["the type", { ...TOS, type: UNKNOWN }, "storageConfig.type"],
    ["all of the storage", UNKNOWN, "storageConfig"],
  ])("waits while %s is not known", (_what, storage, path) => {
    expect(awaited(checkStorageTypeAllowed(stored(storage), tosOnly))).toEqual([path]);
  });
});
