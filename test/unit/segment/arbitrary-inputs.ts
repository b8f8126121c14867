import fc from "fast-check";
import { UNKNOWN } from "#inputs/unknown";
import type { IdentifiedInputs, SegmentInputs, StorageConfig } from "#segment/inputs";
import { resolve } from "#segment/resolve";
import {
  OSS_REGIONS,
  type Platform,
  regionCode,
  regionWord,
  S3_REGIONS,
  S3_UNSUPPORTED,
  TOS_REGIONS,
} from "#storage/regions";
import { pathsIn, replaced } from "#test/support/property-path";
import { FULL } from "#test/support/segment-inputs";

const id = fc.stringMatching(/^[a-zA-Z0-9_@\-.]{1,128}$/);
const bucket = fc.string({ minLength: 1, maxLength: 20 });
const credentials = fc.record({ accessKey: bucket, secretKey: bucket });
const optional = { requiredKeys: [] } as { requiredKeys: [] };

const s3Regions = Object.entries(S3_REGIONS)
  .filter(([, code]) => !S3_UNSUPPORTED.has(code))
  .flat();
const type = fc.constant("custom" as const);
const withWords = (vendor: "s3" | "oss", regions: (string | number)[]) =>
  fc.record(
    { type, vendor: fc.constant(vendor), bucket, region: fc.constantFrom(...regions), credentials },
    { requiredKeys: ["type", "vendor", "bucket", "credentials"] },
  );

const storageConfig = fc.oneof(
  fc.record(
    {
      type: fc.constant("tos" as const),
      accountId: bucket,
      bucket,
      region: fc.constantFrom<string | number>(...Object.entries(TOS_REGIONS).flat(), 42),
    },
    { requiredKeys: ["type", "accountId", "bucket"] },
  ),
  withWords("s3", s3Regions),
  withWords("oss", Object.entries(OSS_REGIONS).flat()),
  fc.record({ type, vendor: fc.constantFrom("obs", "cos", "kodo"), bucket, region: fc.nat(99), credentials }),
) as fc.Arbitrary<StorageConfig>;

const stream = fc.record(
  { userId: id, streamType: fc.constantFrom("normal" as const, "screen" as const), index: fc.nat(999) },
  { requiredKeys: ["userId"] },
);

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

const control = fc.record(
  { align: fc.boolean(), mixed: fc.boolean(), ignoreSilence: fc.boolean(), redundantDuration: fc.nat(10_000) },
  optional,
);

const fields = {
  appId: id,
  roomId: id,
  storageConfig,
  businessId: id,
  identifier: id,
  maxIdleTime: fc.integer({ min: 1, max: 86400 }),
  duration: fc.integer({ min: 1, max: 600 }),
  handle: fc.boolean(),
  targetStreams: fc
    .uniqueArray(stream, { maxLength: 17, selector: ({ index }) => index ?? {} })
    .map((streams) => uniqueBy(streams, ({ userId, streamType = "normal" }) => `${userId} ${streamType}`)),
  control,
  adopt: fc.boolean(),
  whenEnded: fc.constantFrom("restart" as const, "keep" as const),
  preflight: fc.oneof(
    fc.constantFrom("off" as const, "bucket" as const, "write" as const),
    fc.record(
      {
        level: fc.constantFrom("bucket" as const, "write" as const),
        endpoint: fc.webUrl({ withFragments: false }).map((url) => new URL(url).origin),
        credentials: fc.record({ accessKey: id, secretKey: id }),
      },
      { requiredKeys: ["level"] },
    ),
  ),
  triggers: fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }),
};

export const segmentInputs: fc.Arbitrary<SegmentInputs> = fc.record(fields, {
  requiredKeys: ["appId", "roomId", "storageConfig"],
});

export const identifiedInputs: fc.Arbitrary<IdentifiedInputs> = fc.record(
  { ...fields, taskId: id },
  { requiredKeys: ["appId", "roomId", "taskId", "storageConfig"] },
);

/** The same inputs in other words: region word or integer, any order of streams, defaults spelled out. */
export function respelling<T extends SegmentInputs>(inputs: T): fc.Arbitrary<T> {
  const streams = inputs.targetStreams ?? [];
  const platform: Platform = inputs.storageConfig.type === "tos" ? "tos" : inputs.storageConfig.vendor;
  const { region } = inputs.storageConfig;
  const regions = [regionCode(platform, region), regionWord(platform, region)];
  return fc
    .record({
      defaults: fc.boolean(),
      region: fc.constantFrom(region, ...regions),
      streams: fc.shuffledSubarray(streams, { minLength: streams.length }),
    })
    .map((choice) => {
      const resolved = choice.defaults ? resolve({ taskId: "", ...inputs }) : {};
      return {
        ...inputs,
        ...resolved,
        ...("taskId" in inputs ? { taskId: inputs.taskId } : {}),
        ...(choice.streams.length > 0 ? { targetStreams: choice.streams } : {}),
        storageConfig: {
          ...inputs.storageConfig,
          ...(choice.region === undefined ? {} : { region: choice.region }),
        },
      };
    });
}

/** The engine hands over what JSON can say, and numbers JSON can't; nothing else crosses its wire. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, UNKNOWN, [UNKNOWN], Number.NaN, Number.POSITIVE_INFINITY, -0, 1e308, ""),
  fc.constantFrom<unknown>("__proto__", "toString", "constructor", JSON.parse('{"__proto__":{"type":"tos"}}')),
  fc.jsonValue({ maxDepth: 3 }),
  fc.record({ type: fc.jsonValue(), vendor: fc.jsonValue(), region: fc.jsonValue() }, { noNullPrototype: true }),
);

/** Anything at all, and a full task with anything at all in some of its places. */
export const oddInputs: fc.Arbitrary<unknown> = fc.oneof(
  odd,
  fc.dictionary(fc.constantFrom(...Object.keys(FULL), "identifer", "StorageConfig"), odd),
  fc
    .tuple(fc.constantFrom(...pathsIn(FULL)), odd, fc.constantFrom(...Object.keys(FULL)), odd)
    .map(([path, value, field, other]) => ({ ...replaced<object>(FULL, path, value), [field]: other })),
  fc.constantFrom(...pathsIn(FULL)).chain((path) => odd.map((value) => replaced<unknown>(FULL, path, value))),
);
