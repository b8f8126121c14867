import { describe, expect, test } from "vitest";
import { checkStorageAccountAllowed } from "#policy/policies/storage-account-allowed";
import { awaited, messages, OSS, stored, TOS, UNKNOWN } from "./views";

describe("storage-account-allowed", () => {
  const config = { accountIds: ["2100000990"] };

  test("accepts an allowed account", () => {
    expect(checkStorageAccountAllowed(stored(TOS), config)).toEqual([]);
  });

  test("has nothing to say about third-party storage, which has no account id", () => {
    expect(checkStorageAccountAllowed(stored(OSS), config)).toEqual([]);
  });

  test("accepts every account while nothing is configured", () => {
    expect(checkStorageAccountAllowed(stored(TOS), {})).toEqual([]);
  });

  test("objects to another account, such as that of a sub-user", () => {
    expect(messages(checkStorageAccountAllowed(stored({ ...TOS, accountId: "2100000991" }), config))).toEqual([
      'storageConfig.accountId is "2100000991", but must be one of "2100000990". Write the id of the main account that owns ' +
        "the bucket, never that of a sub-user.",
    ]);
  });

  test("waits while the account is not known", () => {
    expect(awaited(checkStorageAccountAllowed(stored({ ...TOS, accountId: UNKNOWN }), config))).toEqual([
      "storageConfig.accountId",
    ]);
  });
});
