import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SEGMENT_FIELDS } from "#segment/fields";

const root = join(import.meta.dirname, "../../..");
const site = mkdtempSync(join(tmpdir(), "rtc-reference-"));
const pages = new Map<string, ReturnType<typeof parseHTML>["document"]>();

beforeAll(() => {
  // Warnings count as errors, so an unclean site ends this with TypeDoc's messages.
  const typedoc = join(root, "node_modules", "typedoc", "bin", "typedoc");
  execFileSync(process.execPath, [typedoc, "--out", site], { cwd: root, stdio: "pipe" });
  for (const name of readdirSync(site, { recursive: true, encoding: "utf8" })) {
    const page = join(site, name);
    if (name.endsWith(".html")) pages.set(page, parseHTML(readFileSync(page, "utf8")).document);
  }
}, 120_000);

afterAll(() => rmSync(site, { recursive: true, force: true }));

test("no link of the reference leads nowhere", () => {
  const links = [...pages].flatMap(([page, document]) =>
    [...document.querySelectorAll("a[href], img[src]")].map((element) => ({
      page,
      link: element.getAttribute("href") ?? element.getAttribute("src") ?? "",
    })),
  );
  expect(links.length).toBeGreaterThan(1000);
  expect(links.filter(({ page, link }) => !leadsSomewhere(page, link))).toEqual([]);
});

function leadsSomewhere(page: string, link: string): boolean {
  if (/^(https?|mailto):/.test(link)) return true;
  const [path = "", anchor = ""] = link.split("#");
  const place = resolve(dirname(page), decodeURI(path));
  const target = path === "" ? page : path.endsWith("/") ? join(place, "index.html") : place;
  if (!existsSync(target)) return false;
  return anchor === "" || pages.get(target)?.getElementById(decodeURIComponent(anchor)) != null;
}

test("each page of the reference has one title", () => {
  const titles = [...pages].map(([page, document]) => ({ page, count: document.querySelectorAll("h1").length }));
  expect(titles.filter(({ count }) => count !== 1)).toEqual([]);
});

test("the reference tells the default of each optional argument, and what a change of any does", () => {
  const task = argumentsOf("SegmentTaskArgs");
  expect([...task.keys()].sort()).toEqual([...SEGMENT_FIELDS].sort());
  const group = argumentsOf("SegmentTaskGroupArgs");
  expect([...group.keys()]).toContain("maxConcurrency");
  for (const [name, { optional, text }] of [...task, ...group]) {
    expect([name, text]).toEqual([name, expect.stringMatching(/\ba change\b/i)]);
    if (optional) expect([name, text]).toEqual([name, expect.stringMatching(/Default/)]);
  }
});

function argumentsOf(type: string): Map<string, { optional: boolean; text: string }> {
  const page = pages.get(join(site, "interfaces", `pulumi-volcengine-rtc.${type}.html`));
  const members = [...(page?.querySelectorAll("section.tsd-member") ?? [])];
  return new Map(
    members.map((member) => {
      const optional = member.querySelector(".tsd-signature")?.textContent?.includes("?:") ?? false;
      return [
        member.querySelector(".tsd-signature .tsd-kind-property")?.textContent ?? "",
        { optional, text: member.textContent ?? "" },
      ];
    }),
  );
}

test("what is internal does not show in the reference", () => {
  const shown = [...pages.values()].map((page) => page.body.textContent);
  expect(shown.join("\n")).not.toMatch(/__(pulumiType|provider|owner|namedParameters)\b.*:/);
  expect(pages.size).toBeGreaterThan(50);
});
