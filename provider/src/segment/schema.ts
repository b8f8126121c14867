import { z } from "zod";
import {
  type OssRegion,
  type Platform,
  regionCode,
  regionWords,
  S3_UNSUPPORTED,
  type S3Region,
  type TosRegion,
} from "../storage/regions";
import { VENDOR_CODES, VENDORS, type Vendor } from "../storage/vendors";
import type { SegmentField, SegmentInputs } from "./inputs";
import { suggestion } from "./suggestion";

/**
 * What a segment task may be asked to be: the one place where inputs are validated.
 * Messages say what would be right; the path in front of them is added where they are shown.
 */

const ID_PATTERN = /^[a-zA-Z0-9_@\-.]{1,128}$/;
const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

const required = (what: string) => (issue: { input?: unknown }) =>
  issue.input === undefined ? `is required: ${what}` : `must be a string: ${what}`;

export const id = (what: string) =>
  z.string({ error: required(what) }).regex(ID_PATTERN, {
    error: ({ input }) =>
      `${show(input)} is not a valid id; use 1 to 128 letters, digits, "_", "@", "-" or "." (${what})`,
  });

const text = (what: string) => z.string({ error: required(what) }).min(1, { error: `must not be empty: ${what}` });

const integer = (low: number, high: number, unit: string) => {
  const error = ({ input }: { input?: unknown }) =>
    `${show(input)} is not valid; use a whole number of ${unit} from ${low} to ${high}`;
  return z.int({ error }).min(low, { error }).max(high, { error });
};

const flag = () => z.boolean({ error: ({ input }) => `${show(input)} is not valid; use true or false` });

const region = <Word extends string>(platform: Platform, title: string) =>
  z.custom<Word | number>(
    (value) => {
      if (typeof value === "number") return Number.isInteger(value) && value >= 0 && isSupported(platform, value);
      const code = typeof value === "string" ? regionCode(platform, value) : undefined;
      return code !== undefined && isSupported(platform, code);
    },
    {
      error: ({ input }) => {
        const code = typeof input === "string" || typeof input === "number" ? regionCode(platform, input) : undefined;
        if (code !== undefined && !isSupported(platform, code)) {
          return `${show(input)} is a region RTC can't upload to (unsupported by the API); use a bucket in another region`;
        }
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
    .min(0, { error: ({ input }) => `${show(input)} is not valid; use the API's integer, 0 or more` });

const bucket = text("the name of the bucket the slices are uploaded to");

const credentials = z.strictObject(
  {
    accessKey: text("the access key of an account that may write to the bucket"),
    secretKey: text("the secret key that belongs to accessKey"),
  },
  { error: objectError("is required: { accessKey, secretKey } of an account that may write to the bucket") },
);

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
        error: ({ input }) => `${show(input)} is not a stream type; use "normal" or "screen"`,
      })
      .optional(),
    index: z.int({ error: ({ input }) => `${show(input)} is not valid; use a whole number` }).optional(),
  },
  { error: objectError("must be an object such as { userId, streamType, index }") },
);

const MAX_STREAMS = 17;

const targetStreams = z
  .array(stream, { error: "must be a list of streams such as [{ userId }]" })
  .max(MAX_STREAMS, {
    error: ({ input }) => `has ${(input as unknown[]).length} streams; the API slices at most ${MAX_STREAMS}`,
  })
  .refine((streams) => repeatedIndexes(streams).length === 0, {
    error: ({ input }) => `uses index ${repeatedIndexes(input).join(", ")} more than once; every index must be unique`,
    when: ({ value }) => Array.isArray(value),
  });

const control = z.strictObject(
  {
    align: flag().optional(),
    mixed: flag().optional(),
    ignoreSilence: flag().optional(),
    redundantDuration: z
      .int({ error: ({ input }) => `${show(input)} is not valid; use a whole number of milliseconds` })
      .min(0, { error: ({ input }) => `${show(input)} is not valid; use 0 or more milliseconds` })
      .optional(),
  },
  { error: objectError("must be an object such as { align, mixed, ignoreSilence, redundantDuration }") },
);

export const segmentSchema = z.strictObject({
  appId: id("the id of your RTC application"),
  roomId: id("the room whose audio is cut into slices"),
  businessId: id("a label that splits quality and usage data").optional(),
  taskId: id("the id of the task, unique in its room").optional(),
  identifier: id("the prefix of the names of the slices").optional(),
  maxIdleTime: integer(1, 86400, "seconds").optional(),
  duration: integer(1, 600, "seconds").optional(),
  handle: flag().optional(),
  targetStreams: targetStreams.optional(),
  storageConfig,
  control: control.optional(),
  adopt: flag().optional(),
  whenEnded: z
    .enum(["restart", "keep"], { error: ({ input }) => `${show(input)} is not valid; use "restart" or "keep"` })
    .optional(),
  triggers: z
    .array(z.unknown(), { error: "must be a list; the task is replaced when any of its values changes" })
    .optional(),
}) satisfies z.ZodType<SegmentInputs>;

export const SEGMENT_FIELDS = Object.keys(segmentSchema.shape) as readonly SegmentField[];

/** The keys an object at a path may have; used to suggest the right one for a misspelt key. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  switch (path[0]) {
    case undefined:
      return [...SEGMENT_FIELDS];
    case "control":
      return Object.keys(control.shape);
    case "targetStreams":
      return Object.keys(stream.shape);
    case "storageConfig":
      return path[1] === "credentials"
        ? Object.keys(credentials.shape)
        : ["type", "accountId", "vendor", "bucket", "region", "credentials"];
    default:
      return [];
  }
}

function objectError(message: string) {
  return (issue: { code?: string; input?: unknown }) => (issue.code === "invalid_type" ? message : undefined);
}

function repeatedIndexes(streams: unknown): number[] {
  const seen = new Set<unknown>();
  const repeated = new Set<number>();
  for (const item of Array.isArray(streams) ? streams : []) {
    const index: unknown = (item as { index?: unknown } | null)?.index;
    if (typeof index !== "number") continue;
    if (seen.has(index)) repeated.add(index);
    seen.add(index);
  }
  return [...repeated];
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
    case 0:
      return `0 is the API's code; use "tos"`;
    case 2:
      return `2 is the API's code; use "custom"`;
    default:
      return `${show(type)} is not a storage type; ${suggestion(type, ["tos", "custom"]) ?? allowed}`;
  }
}

function vendorError(vendor: unknown): string {
  const allowed = `use one of ${VENDORS.map(show).join(", ")}`;
  if (vendor === undefined) return `is required for storage of type "custom"; ${allowed}`;
  const byCode = VENDORS.find((name) => VENDOR_CODES[name] === vendor);
  if (byCode !== undefined) return `${show(vendor)} is the API's code; use ${show(byCode)}`;
  return `${show(vendor)} is not a vendor; ${suggestion(vendor, VENDORS) ?? allowed}`;
}
