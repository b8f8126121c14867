import type { RootContent } from "mdast";

/** A part of the comment that may be cut: it is built from some of its items, and told how many are left out. */
interface Section<Item> {
  items: readonly Item[];
  build(items: readonly Item[], cut: number): RootContent[];
}

/** A section whose items are nobody else's concern. */
type AnySection = { fit(allowance: number, size: (nodes: RootContent[]) => number): RootContent[] };

const FIRST_ATTEMPT = 32;

export function section<Item>({ items, build }: Section<Item>): AnySection {
  return {
    fit: (allowance, size) => {
      const attempt = (count: number) => build(items.slice(0, count), items.length - count);
      const isFit = (count: number) => size(attempt(count)) <= allowance;
      // From few to many: the cost follows from what fits, however much there is.
      let [fits, tooMany] = [0, Math.min(items.length, FIRST_ATTEMPT)];
      while (isFit(tooMany)) {
        if (tooMany === items.length) return attempt(tooMany);
        [fits, tooMany] = [tooMany, Math.min(items.length, tooMany * 2)];
      }
      while (tooMany - fits > 1) {
        const middle = Math.floor((fits + tooMany) / 2);
        if (isFit(middle)) fits = middle;
        else tooMany = middle;
      }
      return attempt(fits);
    },
  };
}

/**
 * Fits sections into a number of characters, the most important first. Each may take all but a share that is kept for
 * those behind it, so that none of them vanishes without a word.
 */
export function fitting(
  sections: readonly AnySection[],
  allowance: number,
  size: (nodes: RootContent[]) => number,
): RootContent[] {
  let left = allowance;
  return sections.flatMap(({ fit }, at) => {
    const share = at === sections.length - 1 ? left : Math.floor(left / 2);
    const nodes = fit(share, size);
    left -= size(nodes);
    return nodes;
  });
}
