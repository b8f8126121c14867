import { z } from "zod";
import type { Quantity } from "../inputs/facts";
import { flag, id, repeated, show, text } from "../inputs/schemas";
import { suggestion } from "../inputs/suggestion";
import { isUnknown } from "../inputs/unknown";
import {
  type OssRegion,
  type Platform,
  regionCode,
  regionWords,
  S3_UNSUPPORTED,
  type S3Region,
  type TosRegion,
} from "../storage/regions";
import { VENDORS, type Vendor } from "../storage/vendors";
import { objectOf, wordOfCode } from "./api-spelling";
import {
  CONTROL,
  CREDENTIALS,
  FIELDS,
  MAX_INTEGER,
  MIN_INTEGER,
  PREFLIGHT,
  QUANTITY_FIELDS,
  type QuantityField,
  STREAM,
} from "./fields";
import type { Preflight, SegmentInputs, TargetStream } from "./inputs";

/**
 * What a segment task may be asked to be: the one place where inputs are validated.
 * Messages say what would be right; the path in front of them is added where they are shown.
 */

const tooBig = ({ input }: { input?: unknown }) =>
  `${show(input)} is more than the API can hold; use at most ${MAX_INTEGER}`;
const tooSmall = ({ input }: { input?: unknown }) =>
  `${show(input)} is less than the API can hold; use at least ${MIN_INTEGER}`;

const integer = ({ unit, range: [least, most] }: Quantity) => {
  const of = unit === undefined ? "" : ` of ${unit}`;
  const bounds = most < MAX_INTEGER ? ` from ${least} to ${most}` : "";
  const error = ({ input }: { input?: unknown }) => `${show(input)} is not valid; use a whole number${of}${bounds}`;
  const orMore = ({ input }: { input?: unknown }) => `${show(input)} is not valid; use ${least} or more ${unit}`;
  return z
    .int({ error })
    .min(least, { error: least === MIN_INTEGER ? tooSmall : bounds === "" ? orMore : error })
    .max(most, { error: most === MAX_INTEGER ? tooBig : error });
};

const region = <Word extends string>(platform: Platform, title: string) =>
  z.custom<Word | number>(
    (value) => {
      if (typeof value === "number") {
        return Number.isInteger(value) && value >= 0 && value <= MAX_INTEGER && isSupported(platform, value);
      }
      const code = typeof value === "string" ? regionCode(platform, value) : undefined;
      return code !== undefined && isSupported(platform, code);
    },
    {
      error: ({ input }) => {
        const code = typeof input === "string" || typeof input === "number" ? regionCode(platform, input) : undefined;
        if (code !== undefined && !isSupported(platform, code)) {
          return `${show(input)} is a region RTC can't upload to (unsupported by the API); use a bucket in another region`;
        }
        if (typeof input === "number" && input > MAX_INTEGER) return tooBig({ input });
        const words = regionWords(platform);
        return `${show(input)} is not ${title} region; ${suggestion(input, words) ?? `use one of ${words.join(", ")}, or the API's integer`}`;
      },
    },
  );

const isSupported = (platform: Platform, code: number) => platform !== "s3" || !S3_UNSUPPORTED.has(code);

const regionNumber = (title: string) =>
  z
    .int({
      error: ({ input }) =>
        input === undefined
          ? `is required: ${title} regions have no published words, give the API's integer (see the Region table, document 1167931)`
          : `${show(input)} is not valid; ${title} regions have no published words, give the API's integer (see the Region table, document 1167931)`,
    })
    .min(0, { error: ({ input }) => `${show(input)} is not valid; use the API's integer, 0 or more` })
    .max(MAX_INTEGER, { error: tooBig });

const bucket = text("the name of the bucket the slices are uploaded to");

const credentials = z.strictObject(
  {
    accessKey: text("the access key of an account that may write to the bucket"),
    secretKey: text("the secret key that belongs to accessKey"),
  },
  { error: objectError(`is required: ${objectOf(CREDENTIALS)} of an account that may write to the bucket`) },
);

const STORAGE_ENDPOINT_ERROR =
  "is not the address of a storage; use its scheme and host, such as https://obs.cn-north-4.myhuaweicloud.com";

/** Whether a text is scheme and host, and no more. */
export function isStorageEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin, href } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && href === `${origin}/`;
}

const tosStorage = z.strictObject({
  type: z.literal("tos"),
  accountId: text("the id of the Volcengine main account that owns the bucket, never a sub-user's"),
  bucket,
  region: region<TosRegion>("tos", "a TOS").optional(),
});

const customStorage = <V extends Vendor, R extends z.ZodType>(vendor: V, regionSchema: R) =>
  z.strictObject({
    type: z.literal("custom"),
    vendor: z.literal(vendor),
    bucket,
    region: regionSchema,
    credentials,
  });

const anyCustomStorage = z.discriminatedUnion(
  "vendor",
  [
    customStorage("s3", region<S3Region>("s3", "an S3").optional()),
    customStorage("oss", region<OssRegion>("oss", "an OSS").optional()),
    customStorage("obs", regionNumber("OBS")),
    customStorage("cos", regionNumber("COS")),
    customStorage("kodo", regionNumber("Kodo")),
  ],
  { error: (issue) => vendorError((issue.input as { vendor?: unknown } | undefined)?.vendor) },
);

const storageConfig = z.discriminatedUnion("type", [tosStorage, anyCustomStorage], {
  error: (issue) => {
    const input: unknown = issue.input;
    if (typeof input !== "object" || input === null) {
      return input === undefined
        ? "is required: where the slices are uploaded to"
        : `must be an object such as { type: "tos", accountId, bucket, region }`;
    }
    return storageTypeError((input as { type?: unknown }).type);
  },
});

const stream = z.strictObject(
  {
    userId: id("the user whose stream is sliced"),
    streamType: z
      .enum(["normal", "screen"], {
        error: ({ input }) =>
          codeError("streamType", input) ?? `${show(input)} is not a stream type; use "normal" or "screen"`,
      })
      .optional(),
    index: integer(STREAM.index).optional(),
  },
  { error: objectError(`must be an object such as ${objectOf(STREAM)}`) },
);

const MAX_STREAMS = 17;

const targetStreams = z
  .array(stream, { error: "must be a list of streams such as [{ userId }]" })
  .max(MAX_STREAMS, {
    error: ({ input }) => `has ${(input as unknown[]).length} streams; the API slices at most ${MAX_STREAMS}`,
  })
  .refine((streams) => repetitions(streams).length === 0, {
    error: ({ input }) => repetitions(input).join("; "),
    when: ({ value }) => Array.isArray(value),
  });

const control = z.strictObject(
  {
    align: flag().optional(),
    mixed: flag().optional(),
    ignoreSilence: flag().optional(),
    redundantDuration: integer(CONTROL.redundantDuration).optional(),
  },
  { error: objectError(`must be an object such as ${objectOf(CONTROL)}`) },
);

export const preflightOptions = z.strictObject({
  level: z.enum(["bucket", "write"], {
    error: ({ input }) =>
      `${input === undefined ? "is required" : `${show(input)} is not valid`}; use "bucket" or "write"`,
  }),
  endpoint: z
    .string({ error: STORAGE_ENDPOINT_ERROR })
    .refine(isStorageEndpoint, { error: STORAGE_ENDPOINT_ERROR })
    .optional(),
  credentials: credentials.optional(),
});

const PREFLIGHT_ERROR = `use "off", "bucket", "write", or an object such as ${objectOf(PREFLIGHT)}`;

/** Not a union, whose problems would be told without their places. */
const preflight = z.custom<Preflight>().check(({ value, issues }) => {
  if (value === "off" || value === "bucket" || value === "write") return;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const issue of preflightOptions.safeParse(value).error?.issues ?? []) {
      issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
    }
    return;
  }
  issues.push({ code: "custom", input: value, message: `${show(value)} is not valid; ${PREFLIGHT_ERROR}` });
});

/** Of a whole number the facts say all there is to check. */
const quantities = Object.fromEntries(
  QUANTITY_FIELDS.map((field) => [field, integer(FIELDS[field]).optional()]),
) as Record<QuantityField, z.ZodOptional<z.ZodInt>>;

export const segmentSchema = z.strictObject({
  appId: id("the id of your RTC application"),
  roomId: id("the room whose audio is cut into slices"),
  businessId: id("a label that splits quality and usage data").optional(),
  taskId: id("the id of the task, unique in its room").optional(),
  identifier: id("the prefix of the names of the slices").optional(),
  ...quantities,
  handle: flag().optional(),
  targetStreams: targetStreams.optional(),
  storageConfig,
  control: control.optional(),
  adopt: flag().optional(),
  whenEnded: z
    .enum(["restart", "keep"], { error: ({ input }) => `${show(input)} is not valid; use "restart" or "keep"` })
    .optional(),
  preflight: preflight.optional(),
  triggers: z
    .array(z.unknown(), { error: "must be a list; the task is replaced when any of its values changes" })
    .optional(),
}) satisfies z.ZodType<SegmentInputs>;

function objectError(message: string) {
  return (issue: { code?: string; input?: unknown }) => (issue.code === "invalid_type" ? message : undefined);
}

/** What a list of streams holds more than once, in words. */
function repetitions(streams: unknown): string[] {
  const items = (
    (Array.isArray(streams) ? streams : []) as (Partial<Record<keyof TargetStream, unknown>> | null)[]
  ).filter((item) => typeof item === "object" && item !== null);
  const indexes = repeated(items.map(({ index }) => index).filter((index) => typeof index === "number"));
  const names = items
    .map(({ userId, streamType }) => ({ userId, streamType: streamType ?? STREAM.streamType.default }))
    .filter((item) => Object.values(item).every((part) => typeof part === "string" && !isUnknown(part)))
    .map(({ userId, streamType }) => `${show(userId)} (${streamType})`);
  return [
    ...(indexes.length > 0 ? [`uses index ${indexes.join(", ")} more than once; every index must be unique`] : []),
    ...repeated(names).map((name) => `names the stream ${name} more than once; name every stream once`),
  ];
}

function codeError(argument: string, value: unknown): string | undefined {
  const word = wordOfCode(argument, value);
  return word && `${show(value)} is the API's code; use ${show(word)}`;
}

function storageTypeError(type: unknown): string {
  const allowed = `use "tos", or "custom" for a third-party platform`;
  switch (type) {
    case undefined:
      return `is required; ${allowed}`;
    case "vod":
    case 1:
      return `${show(type)} (VOD) is in the API's schema, but segment tasks can't upload there; ${allowed}`;
    case "veimagex":
    case "veImageX":
    case 3:
      return `${show(type)} (veImageX) is in the API's schema, but only snapshots can be uploaded there; ${allowed}`;
    default:
      return (
        codeError("type", type) ??
        `${show(type)} is not a storage type; ${suggestion(type, ["tos", "custom"]) ?? allowed}`
      );
  }
}

function vendorError(vendor: unknown): string {
  const allowed = `use one of ${VENDORS.map(show).join(", ")}`;
  if (vendor === undefined) return `is required for storage of type "custom"; ${allowed}`;
  return codeError("vendor", vendor) ?? `${show(vendor)} is not a vendor; ${suggestion(vendor, VENDORS) ?? allowed}`;
}
