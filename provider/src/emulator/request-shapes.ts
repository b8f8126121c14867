import { z } from "zod";
import { parameterRefusal } from "./refusal";

// The service reads JSON into fixed types and takes null for "not given".
const text = z.string().nullish();
const integer = z.int32().nullish();
const flag = z.boolean().nullish();

const keyShape = { AppId: text, RoomId: text, TaskId: text, BusinessId: text };

const stream = z.object({ Index: integer, UserId: text, StreamType: integer });

export const startShape = z.object({
  ...keyShape,
  MaxIdleTime: integer,
  TargetStreams: z.object({ StreamList: z.array(stream).nullish() }).nullish(),
  Duration: integer,
  StorageConfig: z
    .object({
      Type: integer,
      TosConfig: z.object({ AccountId: text, Bucket: text, Region: integer }).nullish(),
      CustomConfig: z
        .object({ Vendor: integer, Region: integer, Bucket: text, AccessKey: text, SecretKey: text })
        .nullish(),
    })
    .nullish(),
  Control: z.object({ Align: flag, Mixed: flag, IgnoreSilence: flag, RedundantDuration: integer }).nullish(),
  Identifier: text,
  Handle: flag,
});

export const updateShape = z.object({ ...keyShape, Identifier: text, Handle: flag, Duration: integer });

export const stopShape = z.object(keyShape);

export type StartShape = z.infer<typeof startShape>;
export type StorageShape = NonNullable<StartShape["StorageConfig"]>;

/** Unknown fields are dropped, wrong JSON types are refused. */
export function readBody<Shape>(schema: z.ZodType<Shape>, body: Buffer): Shape {
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
