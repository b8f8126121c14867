import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { reviewed } from "./reviewed";

const POLICIES = fileURLToPath(new URL("../../fixtures/previews/policies.json", import.meta.url));

describe("the comment on a real preview", () => {
  test.each([
    "quick-start",
    "bucket-change",
    "every-kind",
    "without-sames",
    "group",
    "hostile",
    "callbacks",
    "unchanged",
    "secrets",
    "refreshed",
    "kept",
  ])("of %s is the one that was looked at", async (name) => {
    await expect(await reviewed([name])).toMatchFileSnapshot(`golden/${name}.md`);
  });

  test("names the policies that object", async () => {
    await expect(await reviewed(["quick-start"], POLICIES)).toMatchFileSnapshot("golden/policies.md");
  });

  test("is one comment for several stacks", async () => {
    await expect(await reviewed(["quick-start", "group"], POLICIES)).toMatchFileSnapshot("golden/several-stacks.md");
  });

  test("tells alone what happens to the room, where its audio goes, why, and who objects", async () => {
    const comment = await reviewed(["quick-start"], POLICIES);

    expect(comment).toContain("2 rooms change bucket: their tasks are replaced, overlapping");
    expect(comment).toContain("| `lobby` and `stage` | `tos cn-beijing/rtc-audio` → `tos cn-beijing/rtc-archive` |");
    expect(comment).toContain("because `storageConfig` (`bucket`) changes, which the API can't do in a running task");
    expect(comment).toContain("**⛔ mandatory** `storage-bucket-allowed` on `lobby` and `stage`");
  });

  test.each(["quick-start", "bucket-change", "every-kind", "hostile", "secrets", "callbacks"])(
    "of %s shows no secret",
    async (name) => {
      const comment = await reviewed([name], POLICIES);

      expect(comment).not.toMatch(/key-of-oss|-secret-bucket|\[secret\]/);
    },
  );
});
