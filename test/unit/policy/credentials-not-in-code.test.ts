import { describe, expect, test } from "vitest";
import { checkCredentialsNotInCode } from "#policy/policies/credentials-not-in-code";
import { awaited, messages, OSS, stored, TOS, UNKNOWN } from "./views";

const { accessKey, secretKey } = OSS.credentials;
const files = (...texts: string[]) => ({
  projectFiles: () => texts.map((text, index) => ({ path: `file${index}.ts`, text })),
});

describe("credentials-not-in-code", () => {
  test("accepts keys that stand in no file of the project", () => {
    expect(checkCredentialsNotInCode(stored(OSS), {}, files("requireSecret('key')"))).toEqual([]);
  });

  test("has nothing to say about TOS", () => {
    expect(checkCredentialsNotInCode(stored(TOS), {}, files(secretKey))).toEqual([]);
  });

  test("objects to each place of a key, and says where it is without showing it", () => {
    const found = messages(checkCredentialsNotInCode(stored(OSS), {}, files(`a\n\n"${secretKey}"`, `k: ${accessKey}`)));
    expect(found).toEqual([
      expect.stringContaining(
        "storageConfig.credentials.accessKey stands in clear in file1.ts, line 1, but must come from a",
      ),
      expect.stringContaining(
        "storageConfig.credentials.secretKey stands in clear in file0.ts, line 3, but must come from a",
      ),
    ]);
    expect(found.join()).toContain("`pulumi config set --secret`");
    expect(found.join()).not.toContain(secretKey);
    expect(found.join()).not.toContain(accessKey);
  });

  test("does not look for texts that are too short to be keys", () => {
    const view = stored({ ...OSS, credentials: { accessKey: "test", secretKey: "test" } });
    expect(checkCredentialsNotInCode(view, {}, files("test"))).toEqual([]);
  });

  test("looks in the folder it is told to", () => {
    const asked: unknown[] = [];
    const projectFiles = (folder: string | undefined) => {
      asked.push(folder);
      return [];
    };
    checkCredentialsNotInCode(stored(OSS), { folder: "infra" }, { projectFiles });
    expect(asked).toEqual(["infra"]);
  });

  test("says that it could not look when the project is not to be found", () => {
    const verdicts = checkCredentialsNotInCode(stored(OSS), {}, { projectFiles: () => undefined });
    expect(verdicts.map(({ kind }) => kind)).toEqual(["undecided"]);
    expect(messages(verdicts)).toEqual([expect.stringContaining("Set `folder` in the configuration")]);
  });

  test.each([
    ["a key", { ...OSS, credentials: { accessKey, secretKey: UNKNOWN } }, "storageConfig.credentials.secretKey"],
    ["both keys", { ...OSS, credentials: UNKNOWN }, "storageConfig.credentials"],
  ])("waits while %s is not known", (_what, storage, path) => {
    expect(awaited(checkCredentialsNotInCode(stored(storage), {}, files("")))).toEqual([path]);
  });
});
