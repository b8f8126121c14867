import type { Vendor } from "./vendors";

/**
 * Region words and the integers the API knows them by. Every platform numbers its regions on its own,
 * and 0 is always the silent default.
 *
 * Source: the RTC "Region" reference tables, documents 1167931 and 1217553.
 */
export const TOS_REGIONS = {
  "cn-beijing": 0,
  "cn-guangzhou": 1,
  "cn-shanghai": 2,
  "ap-southeast-1": 3,
} as const;

export const S3_REGIONS = {
  "us-east-1": 0,
  "us-east-2": 1,
  "us-west-1": 2,
  "us-west-2": 3,
  "eu-west-1": 4,
  "eu-west-2": 5,
  "eu-west-3": 6,
  "eu-central-1": 7,
  "ap-southeast-1": 8,
  "ap-southeast-2": 9,
  "ap-northeast-1": 10,
  "ap-northeast-2": 11,
  "sa-east-1": 12,
  "ca-central-1": 13,
  "ap-south-1": 14,
  "cn-north-1": 15,
  "cn-northwest-1": 16,
  "us-gov-east-1": 17,
  "ap-east-1": 18,
  "eu-south-1": 19,
  "ap-northeast-3": 20,
  "eu-north-1": 21,
  "me-south-1": 22,
  "us-gov-west-1": 23,
  "af-south-1": 24,
} as const;

/** Alibaba Cloud's region ids. The API's table writes them with the prefix `oss-`, which is accepted too. */
export const OSS_REGIONS = {
  "cn-hangzhou": 0,
  "cn-shanghai": 1,
  "cn-qingdao": 2,
  "cn-beijing": 3,
  "cn-zhangjiakou": 4,
  "cn-huhehaote": 5,
  "cn-wulanchabu": 6,
  "cn-shenzhen": 7,
  "cn-heyuan": 8,
  "cn-guangzhou": 9,
  "cn-chengdu": 10,
  "cn-hongkong": 11,
  "us-west-1": 12,
  "us-east-1": 13,
  "ap-southeast-1": 14,
  "ap-southeast-2": 15,
  "ap-southeast-3": 16,
  "ap-southeast-5": 17,
  "ap-northeast-1": 18,
  "ap-south-1": 19,
  "eu-central-1": 20,
  "eu-west-1": 21,
  "me-east-1": 22,
  "ap-southeast-6": 23,
} as const;

/**
 * A region of Volcengine's own storage, TOS.
 * @useDeclaredType
 */
export type TosRegion = keyof typeof TOS_REGIONS;
/**
 * A region of Amazon S3. Not every one can be uploaded to: see the page on regions.
 * @useDeclaredType
 */
export type S3Region = keyof typeof S3_REGIONS;
export type OssRegionId = keyof typeof OSS_REGIONS;
/**
 * A region of Alibaba Cloud OSS, with or without the prefix of the API's table.
 * @useDeclaredType
 */
export type OssRegion = OssRegionId | `oss-${OssRegionId}`;

/** S3 regions both pages of the reference list as unsupported. */
export const S3_UNSUPPORTED = new Set<number>([7, 9, 17, 23]);
/**
 * Regions of which the reference is not sure: of S3 those that one page lists as unsupported and the other does not, of OSS
 * those that its lists don't all have.
 */
const DOUBTFUL: Partial<Record<Vendor, ReadonlySet<number>>> = {
  s3: new Set([15, 16]),
  oss: new Set([16, 21, 22, 23]),
};

/** What is doubtful about a region, given as the API's integer; nothing when it is surely supported, or surely not. */
export function doubtAbout(platform: Platform, code: number): string | undefined {
  if (platform === "tos" || !DOUBTFUL[platform]?.has(code)) return undefined;
  return platform === "s3"
    ? "is supported according to one page of the API's reference and unsupported according to another"
    : "is not on every list of the API's reference";
}

/** Where audio can be stored: TOS, or one of the third-party platforms. */
export type Platform = "tos" | Vendor;

const TABLES: Partial<Record<Platform, Record<string, number>>> = {
  tos: TOS_REGIONS,
  s3: S3_REGIONS,
  oss: OSS_REGIONS,
};

/** The region words of a platform; empty for OBS, COS and Kodo, whose tables are not published. */
export function regionWords(platform: Platform): string[] {
  return Object.keys(TABLES[platform] ?? {});
}

/** The API's integer for a region given as word or integer. Unknown words have none. */
export function regionCode(platform: Platform, region: string | number | undefined): number | undefined {
  if (region === undefined) return 0;
  if (typeof region === "number") return region;
  const table = TABLES[platform];
  const word = platform === "oss" ? region.replace(/^oss-/, "") : region;
  return table !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}

/** The word for a region given as word or integer; an integer without a word stays what it is. */
export function regionWord(platform: Platform, region: string | number | undefined): string | number {
  const code = regionCode(platform, region);
  if (code === undefined) return region ?? 0;
  const table = TABLES[platform] ?? {};
  return Object.keys(table).find((word) => table[word] === code) ?? code;
}
