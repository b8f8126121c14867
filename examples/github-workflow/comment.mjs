// @ts-check
/**
 * Keeps one comment on a pull request: writes it the first time, and updates it from then on.
 *
 *     node comment.mjs comment.md
 *
 * Needs GITHUB_TOKEN and PULL_REQUEST; GitHub Actions sets GITHUB_API_URL and GITHUB_REPOSITORY.
 */
import { readFile } from "node:fs/promises";

const PAGE = 100;

const { GITHUB_API_URL = "https://api.github.com", GITHUB_REPOSITORY, GITHUB_TOKEN, PULL_REQUEST } = process.env;
const [file] = process.argv.slice(2);
if (!file || !GITHUB_REPOSITORY || !GITHUB_TOKEN || !PULL_REQUEST) {
  throw new Error("Give a file, and set GITHUB_REPOSITORY, GITHUB_TOKEN and PULL_REQUEST");
}

const repository = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}`;
const body = await readFile(file, "utf8");
// The first line of a comment tells it from all others.
const [marker] = body.split("\n", 1);
if (!marker?.startsWith("<!--")) throw new Error(`${file} does not begin with the line that marks a comment`);

const earlier = await findComment();
if (earlier === undefined) {
  await call("POST", `${repository}/issues/${PULL_REQUEST}/comments`, { body });
} else {
  await call("PATCH", `${repository}/issues/comments/${earlier}`, { body });
}
console.log(earlier === undefined ? "Commented" : `Updated comment ${earlier}`);

/** @returns {Promise<number | undefined>} */
async function findComment() {
  for (let page = 1; ; page += 1) {
    const url = `${repository}/issues/${PULL_REQUEST}/comments?per_page=${PAGE}&page=${page}`;
    /** @type {{ id: number, body?: string, user: { type: string } | null }[]} */
    const comments = await call("GET", url);
    // A person may have quoted the marker: only a bot's comment is ours to change.
    const own = comments.find((comment) => comment.user?.type === "Bot" && comment.body?.startsWith(`${marker}`));
    if (own !== undefined) return own.id;
    if (comments.length < PAGE) return undefined;
  }
}

/**
 * @param {string} method
 * @param {string} url
 * @param {object} [content]
 */
async function call(method, url, content) {
  const response = await fetch(url, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${GITHUB_TOKEN}`,
      "x-github-api-version": "2022-11-28",
      ...(content && { "content-type": "application/json" }),
    },
    ...(content && { body: JSON.stringify(content) }),
  });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
