import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MARKER } from "#review/formats/markdown";

const EXAMPLE = new URL("../../../examples/github-workflow/", import.meta.url);
const SCRIPT = fileURLToPath(new URL("comment.mjs", EXAMPLE));
const COMMENT = fileURLToPath(new URL("golden/quick-start.md", import.meta.url));
const OTHER = fileURLToPath(new URL("golden/group.md", import.meta.url));

interface Comment {
  id: number;
  body: string;
  user: { type: string };
}

/** The three calls of GitHub's comments API, over a real socket. */
let comments: Comment[];
let server: Server;
let url: string;

beforeEach(async () => {
  comments = [];
  server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const { body = "" } = request.method === "GET" ? {} : (JSON.parse(await text(request)) as { body?: string });
    const answer = (status: number, content: unknown) => response.writeHead(status).end(JSON.stringify(content));
    if (request.headers.authorization !== "Bearer a-token") return answer(401, { message: "Bad credentials" });
    if (pathname === "/repos/org/infra/issues/7/comments" && request.method === "GET") {
      const [size, page] = [Number(searchParams.get("per_page")), Number(searchParams.get("page"))];
      return answer(200, comments.slice((page - 1) * size, page * size));
    }
    if (pathname === "/repos/org/infra/issues/7/comments" && request.method === "POST") {
      comments.push({ id: comments.length + 1, body, user: { type: "Bot" } });
      return answer(201, {});
    }
    const comment = comments.find(({ id }) => pathname === `/repos/org/infra/issues/comments/${id}`);
    if (comment === undefined || request.method !== "PATCH") return answer(404, { message: "Not Found" });
    comment.body = body;
    return answer(200, comment);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

function comment(file: string, token = "a-token"): Promise<{ code: number; stderr: string }> {
  const env = {
    PATH: process.env.PATH ?? "",
    GITHUB_API_URL: url,
    GITHUB_REPOSITORY: "org/infra",
    GITHUB_TOKEN: token,
    PULL_REQUEST: "7",
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, file], { env }, (error, _stdout, stderr) =>
      resolve({ code: error === null ? 0 : 1, stderr }),
    );
  });
}

describe("the comment that the example workflow keeps", () => {
  test("is written once and updated from then on", async () => {
    expect(await comment(COMMENT)).toMatchObject({ code: 0 });
    expect(await comment(OTHER)).toMatchObject({ code: 0 });

    expect(comments.map(({ body }) => body)).toEqual([readFileSync(OTHER, "utf8")]);
  });

  test("is found behind hundreds of others, and nobody else's is touched", async () => {
    comments = Array.from({ length: 250 }, (_, at) => ({ id: at + 1, body: "looks good", user: { type: "User" } }));
    comments.push({ id: 251, body: `${MARKER}\nquoted by a person`, user: { type: "User" } });
    comments.push({ id: 252, body: `${MARKER}\nold`, user: { type: "Bot" } });

    expect(await comment(COMMENT)).toMatchObject({ code: 0 });

    expect(comments).toHaveLength(252);
    expect(comments[250]?.body).toContain("quoted by a person");
    expect(comments[251]?.body).toBe(readFileSync(COMMENT, "utf8"));
  });

  test("fails aloud when it may not be written", async () => {
    const { code, stderr } = await comment(COMMENT, "another-token");

    expect(code).toBe(1);
    expect(stderr).toContain("answered 401");
    expect(stderr).not.toContain("another-token");
  });
});

describe("the example workflow", () => {
  const workflow = readFileSync(new URL("review.yml", EXAMPLE), "utf8");

  test("pins every action by commit and names its version", () => {
    const uses = workflow.match(/uses: .*/g) ?? [];

    expect(uses.length).toBeGreaterThan(4);
    for (const line of uses) expect(line).toMatch(/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("gives no more than it needs to the job that runs the pull request's program", () => {
    const [, review = "", commenting = ""] = workflow.split(/^ {2}(?:review|comment):$/m);

    expect(workflow).toMatch(/^permissions: \{\}$/m);
    expect(review.match(/\w[\w-]*: write/g)).toBeNull();
    expect(commenting.match(/\w[\w-]*: write/g)).toEqual(["pull-requests: write"]);
    expect(commenting).not.toMatch(/npm|pulumi |secrets\./);
    expect(workflow).not.toContain("pull_request_target");
  });

  test("marks its own comment like the review does", () => {
    expect(workflow).toContain(`echo '${MARKER}'`);
  });
});
