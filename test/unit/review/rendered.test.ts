import MarkdownIt from "markdown-it";
import { describe, expect, test } from "vitest";
import { foreign } from "#review/formats/markdown-text";
import { markdown, preview, reviewed, step, tos } from "./reviewed";

/** As a browser gets it; `html: true` because GitHub lets the few tags through that the comment folds itself with. */
const render = (comment: string) => new MarkdownIt({ html: true, linkify: true }).render(comment);

const OWN_TAGS = /^<\/?(h[1-6]|p|strong|b|ul|li|code|blockquote|table|thead|tbody|tr|th|td|details|summary)>$/;

function foreignTags(html: string): string[] {
  return (html.replace(/^<!--[^>]*-->/, "").match(/<[^>]*>/g) ?? []).filter((tag) => !OWN_TAGS.test(tag));
}

const HOSTILE = [
  "@org/team please",
  "[click](https://evil.example)",
  "https://evil.example www.evil.example a@evil.example",
  "![x](https://evil.example/x.png)",
  "<img src=x onerror=alert(1)>",
  "</details><script>alert(1)</script><!--",
  "a | b \\| c \\\\| d ||",
  "`` ` ``` code `",
  "line\n\n# heading\r\n| x | y |\n| - | - |",
  "\u202eright to left\u2066 \u200bzero\u0007bell\u0000",
  "#1 GH-2 org/repo#3",
  "*bold* _it_ ~~no~~ &lt;b&gt; &#64;",
  " ",
  "\ud800 half",
  "x".repeat(5_000),
];

describe("the comment in a browser", () => {
  test.each(["quick-start", "every-kind", "group", "hostile"])(
    "on %s has one table and no tag but its own",
    async (name) => {
      const html = render(await reviewed([name]));

      expect(html.match(/<table>/g)).toHaveLength(1);
      expect(foreignTags(html)).toEqual([]);
    },
  );

  test.each(HOSTILE)("takes a resource and a bucket called %j for nothing but names", async (name) => {
    const comment = await markdown([
      preview(step("replace", name, {}, { roomId: `${name}!`, storageConfig: tos(name), taskId: "another" })),
    ]);
    const html = render(comment);

    expect(foreignTags(html)).toEqual([]);
    expect(html.match(/<table>/g)).toHaveLength(1);
    expect(html.match(/<tr>/g)).toHaveLength(2);
    expect(html.match(/<td>/g)).toHaveLength(4);
    expect(html.match(/<h\d>/g)).toHaveLength(2);
    expect(outsideCode(html)).not.toMatch(/evil|@|alert|#\d|GH-\d|GH\d/);
    expect(comment).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
  });

  test("makes no mention, reference, link or tag of what a policy says about such names", async () => {
    for (const name of HOSTILE) {
      const policyConfig = new URL("../../fixtures/previews/policies.json", import.meta.url).pathname;
      const html = render(
        await markdown([preview(step("create", "task", undefined, { storageConfig: tos(name) }))], policyConfig),
      );

      expect(foreignTags(html)).toEqual([]);
      expect(outsideCode(html)).not.toMatch(/evil|@\w|#\d|GH-\d/);
    }
  });

  test("takes a policy's words about a name of millions of escapes as they come", async () => {
    const policyConfig = new URL("../../fixtures/previews/policies.json", import.meta.url).pathname;
    const bucket = '"'.repeat(5_000_000);
    const comment = await markdown(
      [preview(step("create", "a", undefined, { storageConfig: tos(bucket) }))],
      policyConfig,
    );

    expect(comment).toContain("`storage-bucket-allowed` on `a`");
    expect(comment.length).toBeLessThan(20_000);
  });

  test("breaks up what GitHub would link in words that nobody quoted", () => {
    const words = foreign('ask @org/team about #12 or GH-3, not "@someone"').map((node) =>
      node.type === "text" ? node.value : `<${node.type}>`,
    );

    expect(words.join("")).toMatch(/^ask @.org\/team about #.12 or GH-.3, not <inlineCode>$/);
    expect(words.join("")).not.toMatch(/@\w|#\d|GH-\d/);
  });

  test("folds many changes away below the summary", async () => {
    const comment = await reviewed(["every-kind"]);

    expect(comment.indexOf("<details>")).toBeGreaterThan(comment.indexOf("#### Policies"));
    expect(render(comment)).toMatch(/<details><summary><b>What happens<\/b>: \d+ changes<\/summary>\s*<ul>/);
  });
});

function outsideCode(html: string): string {
  return html.replace(/<code>[^<]*<\/code>/g, "").replace(/^<!--[^>]*-->/, "");
}
