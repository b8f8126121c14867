import { describe, expect, test } from "vitest";
import { decoded } from "#review/input/decoded";
import { readPreviews, UnreadablePreviewError } from "#review/input/preview";
import { markdown, previewText } from "./reviewed";

const GOOD = previewText("quick-start");

describe("reading a preview", () => {
  test("names the stack after its resources", () => {
    expect(readPreviews(GOOD, "a file").map(({ stack }) => stack)).toEqual(["rooms/test"]);
  });

  test("reads several documents, with other lines around them", () => {
    const text = `> infra@1.0.0 preview\n> pulumi preview --json\n\n${GOOD}\nnpm notice {new version}\n${GOOD}\nbye`;

    expect(readPreviews(text, "a file")).toHaveLength(2);
    expect(readPreviews(text, "a file", "prod").map(({ stack }) => stack)).toEqual(["prod 1", "prod 2"]);
  });

  test("is not confused by braces and quotes in texts", () => {
    const odd = JSON.stringify({ steps: [], note: 'a } b { c \\" {', changeSummary: { same: 1 } });

    expect(readPreviews(odd + odd.replace("{", "\n{"), "a file")).toHaveLength(2);
  });

  test("reads a text of millions of escapes", () => {
    const [read] = readPreviews(JSON.stringify({ steps: [], config: { note: '\\"'.repeat(4_000_000) } }), "a file");

    expect(String(read?.config.note)).toHaveLength(8_000_000);
  });

  test("finds the end of a text that ends with escaped escapes", () => {
    const two = [
      { steps: [], note: "{ \\\\" },
      { steps: [], note: '\\" }' },
    ].map((document) => JSON.stringify(document));

    expect(readPreviews(two.join("\n"), "a file")).toHaveLength(2);
  });

  test("passes over hundreds of thousands of empty lines", { timeout: 5_000 }, () => {
    expect(readPreviews(`${"\n".repeat(300_000)}${GOOD}`, "a file")).toHaveLength(1);
  });

  test("reads what Windows PowerShell redirected", () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(GOOD, "utf16le")]);

    expect(readPreviews(decoded(utf16), "a file")).toHaveLength(1);
    expect(decoded(Buffer.from(`\ufeff${GOOD}`))).toBe(GOOD);
  });

  test("counts resources that stay the same and are not listed", () => {
    expect(readPreviews(previewText("without-sames"), "a file")[0]?.unlisted).toBe(1);
    expect(readPreviews(GOOD, "a file")[0]?.unlisted).toBe(0);
  });

  test.each([
    ["nothing", "", "it is empty"],
    ["a preview for people", "Previewing update (dev):\n + SegmentTask lobby create\n", "Add `--json`"],
    ["other JSON", '{"name": "x"}', "there is no preview in it"],
    ["prose", "hello", "there is no preview in it"],
    ["half a document", GOOD.slice(0, GOOD.length / 2), "its JSON ends in the middle"],
    ["damaged JSON", "{ steps: [] }", "damaged"],
    ["engine events", '{"sequence":1}\n{"sequence":2,"resourcePreEvent":{}}', "PULUMI_ENABLE_STREAMING_JSON_PREVIEW"],
    ["another form", '{"steps": [{"op": 3}]}', "steps.0.op"],
  ])("of %s says what is wrong and what to do", (_what, text, message) => {
    expect(() => readPreviews(text, "preview.json")).toThrow(UnreadablePreviewError);
    expect(() => readPreviews(text, "preview.json")).toThrow(message);
    expect(() => readPreviews(text, "preview.json")).toThrow("preview.json");
  });

  test("that failed shows its errors", () => {
    expect(() => readPreviews(previewText("failed"), "a file")).toThrow(
      /The preview of rooms\/test failed.*\n.*lobby.*storageConfig\.region: "cn-bejing" is not a TOS region/,
    );
  });

  test("that failed in the program shows the error without its trace", () => {
    const message =
      "error: Running program 'index.js' failed with an unhandled exception:\nError: boom\n    at x (/home/me/index.js:3:7)\n";
    const failed = JSON.stringify({ steps: [], diagnostics: [{ severity: "error", message }] });

    expect(() => readPreviews(failed, "a file")).toThrow(/unhandled exception: Error: boom$/);
  });

  test("that only a policy pack stopped can be reviewed all the same", async () => {
    const stopped = {
      ...(JSON.parse(GOOD) as object),
      diagnostics: [{ severity: "error", message: "error: preview failed\n" }],
    };

    expect(await markdown(readPreviews(JSON.stringify(stopped), "a file"))).toContain(
      "A policy pack stopped this preview",
    );
  });
});
