import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { checkStoragePreflight } from "#policy/policies/storage-preflight";
import type { Verdict } from "#policy/verdict";
import type { CheckedBucket } from "#policy/view/policy-context";
import { checkedBuckets } from "#policy/view/preflight-report";
import { messages, task, urnOf } from "./views";

const folder = mkdtempSync(join(tmpdir(), "preflight-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

let reports = 0;

function judged(content: string, name = "lobby"): Verdict[] {
  const report = join(folder, `${reports++}.json`);
  writeFileSync(report, content);
  return checkStoragePreflight(task({}, name), { report }, { checkedBuckets });
}

function found(verdict: CheckedBucket["verdict"], detail = ""): string {
  return JSON.stringify({ buckets: [{ verdict, detail, tasks: [urnOf("lobby")] }] });
}

describe("storage-preflight", () => {
  test("says nothing of a bucket that was found good, nor without a report", () => {
    expect(judged(found("good"))).toEqual([]);
    expect(checkStoragePreflight(task(), {}, { checkedBuckets })).toEqual([]);
  });

  test.each(["wrongRegion", "missing", "wrongKeys", "mayNotWrite"] as const)(
    "objects to a bucket found %s",
    (verdict) => {
      const verdicts = judged(found(verdict, "bucket audio is not there"));
      expect(verdicts).toMatchObject([{ kind: "violation", urn: urnOf("lobby") }]);
      expect(messages(verdicts)).toEqual([
        "Slices would not arrive: bucket audio is not there. Set storageConfig or the bucket right, then check again.",
      ]);
    },
  );

  test.each(["unreachable", "notProved", "notKnown"] as const)("leaves open what was found %s", (verdict) => {
    const verdicts = judged(found(verdict, "s3.example.com did not answer"));
    expect(verdicts).toMatchObject([{ kind: "undecided" }]);
    expect(messages(verdicts)).toEqual(["Nobody can tell whether slices arrive: s3.example.com did not answer."]);
  });

  test("leaves a resource open that is not in the report", () => {
    expect(judged(found("good"), "stage")).toMatchObject([
      { kind: "undecided", message: expect.stringContaining("the resource is not in the report") },
    ]);
  });

  test.each([
    ["that is not JSON", "{", "JSON"],
    ["of another form", '{"buckets":[{"verdict":"good"}]}', "it is no such report"],
    ["of something else", "null", "null"],
  ])("leaves open what a report %s was to tell", (_what, content, why) => {
    expect(judged(content)).toMatchObject([
      {
        kind: "undecided",
        message: expect.stringMatching(new RegExp(`can't be read: .*${why}.*volcengine-rtc preflight`)),
      },
    ]);
  });
});
