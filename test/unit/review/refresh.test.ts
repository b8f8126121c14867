import { describe, expect, test } from "vitest";
import { readPreviews } from "#review/input/preview";
import { review } from "#review/review";
import { markdown, previewText, reviewed, step } from "./reviewed";

interface Printed {
  steps: { op: string; urn: string }[];
  changeSummary: Record<string, number>;
}

const printed = () => JSON.parse(previewText("refreshed")) as Printed;
const read = (document: object) => readPreviews(JSON.stringify(document), "a file");

describe("a preview with its own refresh", () => {
  test("of an unchanged stack has no task twice", async () => {
    const previews = readPreviews(previewText("refreshed-unchanged"), "a file");
    const { output, violated } = await review(previews, { format: "markdown" });

    expect(violated).toBe(false);
    expect(output).toContain("**No segment task changes.**");
    expect(output).toContain("1 segment task stays as it is; no other resource changes.");
  });

  test("tells which tasks have ended, and what becomes of each", async () => {
    const comment = await reviewed(["refreshed"]);

    expect(comment).toContain(
      "> - The tasks of rooms `idle` and `room-2` have ended since Pulumi last looked, and are started again.",
    );
    expect(comment).toContain("> - The task of room `kept` has ended since Pulumi last looked. It stays so, because");
    expect(comment).toContain(
      "> - The task of room `retired` has ended since Pulumi last looked; nothing starts it again.",
    );
    expect(comment).toContain("**2 ended tasks start again; 1 ended task leaves the state.**");
    expect(comment).not.toContain("without any task");
  });

  test("knows the resources that stay the same from the refresh, where they are not listed", async () => {
    const document = JSON.parse(previewText("refreshed-unchanged")) as Printed;
    const steps = document.steps.filter(({ op, urn }) => op === "refresh" || !urn.includes("SegmentTask"));
    const [preview] = read({ ...document, steps });

    expect(preview?.unlisted).toBe(0);
    expect(await markdown(preview ? [preview] : [])).toContain("1 segment task stays as it is");
  });

  test("does not guess which of them have ended and which are only not listed", async () => {
    const document = printed();
    const steps = document.steps.filter(({ op, urn }) => op !== "same" || urn.includes("pulumi:pulumi:Stack"));
    const comment = await markdown(read({ ...document, steps }));

    expect(comment).toContain("2 resources that stay the same are not listed in this preview");
    expect(comment).not.toContain("retired");
  });

  test("of a refresh alone is refused, with the command to run", () => {
    const steps = printed().steps.filter(({ op }) => op === "refresh");

    expect(() => read({ steps, changeSummary: { same: steps.length } })).toThrow(
      "Run `pulumi preview --refresh --json`",
    );
  });
});

describe("a task that was kept after its end", () => {
  test("and is changed is told to run nothing and to apply nothing", async () => {
    const comment = await reviewed(["kept"]);

    expect(comment).toContain("2 ended tasks change in the state alone, where nothing runs and nothing is applied");
    expect(comment).toContain("`duration` changes in the state alone: the tasks have ended and are kept");
    expect(comment).toContain("Nothing runs (ended for `IdleTimeOut`), and nothing is applied");
  });

  test("and is replaced is told to start again, not to be missed for a moment", async () => {
    const comment = await reviewed(["kept"]);

    expect(comment).toContain("**Room `moves`**: task has ended, and is started again");
    expect(comment).not.toMatch(/No audio is missed|with a gap|overlapping/);
  });

  test("is not what keeps a room from being left without a task", async () => {
    const kept = { roomId: "lobby", whenEnded: "keep", status: "ended" };
    const steps = [
      step("same", "old", kept, { roomId: "lobby", whenEnded: "keep" }),
      step("delete", "new", {}, undefined),
    ];
    const [preview] = read({ steps });

    expect(await markdown(preview ? [preview] : [])).toContain("Room `lobby` is left without any task");
  });
});
