import type { z } from "zod";
import { parameterRefusal } from "./refusal";

/** Unknown fields are dropped, wrong JSON types are refused. */
export function readJsonBody<Shape>(schema: z.ZodType<Shape>, body: Buffer): Shape {
  if (body.length === 0) throw parameterRefusal("The body is empty.", "BodyIsEmpty");
  let json: unknown;
  try {
    json = JSON.parse(body.toString("utf8"));
  } catch {
    throw parameterRefusal("The body is not JSON.", "Unmarshal");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "body" : issue.path.join(".");
  throw parameterRefusal(`${where}: ${issue?.message ?? "wrong type"}`, "Unmarshal");
}
