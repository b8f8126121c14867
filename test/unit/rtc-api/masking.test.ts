import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { masking } from "#rtc-api/masking";
import { ESCAPINGS } from "#test/support/escapings";

const SECRET = 'w0/+J"a\\lr é=😀&<%41>';
const mask = masking([SECRET]);

describe("a secret", () => {
  it.each(Object.entries(ESCAPINGS))("is masked %s, and nothing around it", (_, write) => {
    expect(mask(`key=${write(SECRET)}; ${write(SECRET)}.`)).toBe("key=***; ***.");
  });

  it("is found whatever it is made of and however it is written", () => {
    const secret = fc.string({ minLength: 4, maxLength: 60, unit: "grapheme" }).filter((text) => text.length >= 4);
    fc.assert(
      fc.property(secret, fc.constantFrom(...Object.entries(ESCAPINGS)), (text, [, write]) => {
        expect(masking([text])(`{ ${write(text)} }`)).toBe("{ *** }");
      }),
    );
  });

  it("of fewer than four characters is left, so that it shreds no text", () => {
    expect(masking(["a", "ok", "ecs", ""])("success, ok: ecs")).toBe("success, ok: ecs");
  });

  it("that contains or overlaps another leaves nothing of either", () => {
    expect(masking(["abcdef", "defghi", "bcde"])("x abcdefghi bcde y")).toBe("x *** *** y");
  });
});

describe("a text without a secret", () => {
  it("stays as it is, with all its escapes", () => {
    const text = 'a \\u0041 %zz %E5%AF &#x110000; &amp; \\u{110000} "é" + \\';
    expect(mask(text)).toBe(text);
  });

  it.each(["\\", "%25", "&amp;", "\\u005c", "w0/+J", "a"])("may be long and made of %j", (part) => {
    const text = part.repeat(1_000_000 / part.length);
    const begin = performance.now();
    expect(masking([SECRET, "\\".repeat(40), "a".repeat(40)])(text).length).toBeLessThanOrEqual(text.length);
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});
