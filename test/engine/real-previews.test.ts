import { readFile, writeFile } from "node:fs/promises";
import { describe, expect } from "vitest";
import { readPreviews, UnreadablePreviewError } from "#review/input/preview";
import { review } from "#review/review";
import { test } from "#test/e2e/support/stack-test";
import { portable } from "#test/fixtures/previews/portable";
import { SCENARIOS } from "#test/fixtures/previews/scenarios";

/** `UPDATE_PREVIEWS=1 npm run test:engine -- real-previews` writes the previews anew. */
const UPDATE = process.env.UPDATE_PREVIEWS === "1";

describe("the previews that the review is tested with", () => {
  test.for(Object.entries(SCENARIOS))(
    "%s is what the real CLI prints today, to a reviewer",
    async ([name, scenario], { createStack, emulator }) => {
      const { before, after, secrets = {}, meanwhile, refresh = false, options = ["--show-sames"] } = scenario;
      await emulator.admin.reset();
      const stack = await createStack();
      for (const [key, value] of Object.entries(secrets)) await stack.config(key, value, "--secret");
      expect((await stack.up(before)).text).not.toContain("error:");
      await meanwhile?.(emulator);
      if (refresh) expect(await stack.refresh()).toMatchObject({ code: 0 });
      const { stdout } = await stack.preview(after, "--json", ...options);
      const file = new URL(`../fixtures/previews/${name}.json`, import.meta.url);
      const fresh = `${JSON.stringify(portable(stdout), undefined, 2)}\n`;
      if (UPDATE) await writeFile(file, fresh);

      expect(await reviewOf(fresh)).toBe(await reviewOf(await readFile(file, "utf8")));
      expect(fresh).not.toContain("key-of-oss");
      expect(fresh).not.toContain("-secret-bucket");
    },
  );
});

async function reviewOf(preview: string): Promise<string> {
  try {
    return (await review(readPreviews(preview, "a preview"), { format: "markdown" })).output;
  } catch (error) {
    if (error instanceof UnreadablePreviewError) return error.message;
    throw error;
  }
}
