import { z } from "zod";

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
