import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { expect, it } from "vitest";

it("what looks at buckets is not loaded before it does", () => {
  const provider = createRequire(import.meta.url).resolve("../../../provider/dist/dynamic/provider.js");
  const script = `require(${JSON.stringify(provider)}); console.log(Object.keys(require.cache).join("\\n"));`;
  const loaded = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" });

  expect(loaded).toContain(provider);
  expect(loaded).not.toMatch(/aws-sdk|smithy|[\\/]probe[\\/](probe|client)\.js/);
});
