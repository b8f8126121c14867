import { createHash, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Declared } from "./declared.ts";
import type { Deployment } from "./deployment.ts";

const MAX_BYTES = 64 * 1024;

/** The routes. Whoever is answered 202 may rely on it: the room stands in the file by then. */
export function api(declared: Declared, deployment: Deployment, token: string): Hono {
  const app = new Hono();
  const expected = digest(`Bearer ${token}`);

  app.use(async (c, next) => {
    // Digests are of one length, and their comparison takes the same time wherever they differ.
    if (timingSafeEqual(digest(c.req.header("Authorization") ?? ""), expected)) return next();
    return c.json({ error: "A bearer token is needed." }, 401, { "WWW-Authenticate": "Bearer" });
  });
  app.use(bodyLimit({ maxSize: MAX_BYTES }));

  app.get("/rooms", (c) => c.json(deployment.overview()));

  app.get("/rooms/:id", (c) => {
    const view = deployment.room(c.req.param("id"));
    return view === undefined ? c.json({ error: "There is no such room." }, 404) : c.json(view);
  });

  app.put("/rooms/:id", async (c) => {
    const id = c.req.param("id");
    const settings = parsed((await c.req.text()) || "{}");
    if (settings === undefined) return c.json({ problems: [{ path: "", message: "is not JSON" }] }, 400);
    const problems = await declared.put(id, settings ?? {});
    if (problems.length > 0) {
      const own = `rooms.${id}.`;
      const told = problems.map(({ path, message }) => ({ path: path.replace(own, ""), message }));
      return c.json({ problems: told }, 400);
    }
    deployment.wake();
    return c.json(deployment.room(id), 202);
  });

  app.delete("/rooms/:id", async (c) => {
    const id = c.req.param("id");
    if (!(await declared.delete(id))) return c.json({ error: "There is no such room." }, 404);
    deployment.wake();
    return c.json(deployment.room(id) ?? {}, 202);
  });

  return app;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
