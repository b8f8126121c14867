import { type Platform, regionWord } from "../regions";
import type { ProbeRequest } from "./request";

/** The host of each platform's S3 interface. Sources: the vendors' pages on their S3 compatibility. */
const HOSTS: Record<Platform, (region: string) => string> = {
  tos: (region) => `tos-s3-${region}.volces.com`,
  s3: (region) => `s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`,
  oss: (region) => `s3.oss-${region}.aliyuncs.com`,
  obs: (region) => `obs.${region}.myhuaweicloud.${region.startsWith("eu-") ? "eu" : "com"}`,
  cos: (region) => `cos.${region}.myqcloud.com`,
  kodo: (region) => `s3.${region}.qiniucs.com`,
};

/** Platforms that find a bucket by the path of a URL; the others by its host alone. */
const KNOWS_PATHS: ReadonlySet<Platform> = new Set<Platform>(["s3", "kodo"]);

const ADDRESS = /^(\d+\.){3}\d+$|^\[/;

/** Where a platform's region is reached by S3's protocol; nothing for an integer that no table has a word for. */
export function endpointOf(platform: Platform, region: string | number | undefined): string | undefined {
  const word = regionWord(platform, region);
  return typeof word === "string" ? `https://${HOSTS[platform](word)}` : undefined;
}

/** Where a bucket is asked; nothing where no one named it and it follows from nothing. */
export function endpointFor({ endpoint, platform, region }: ProbeRequest): string | undefined {
  return endpoint ?? endpointOf(platform, region);
}

/** Whether the bucket's name belongs into the path: always with an IP address, which has no names below it. */
export function usesPaths(platform: Platform, endpoint: string): boolean {
  const { hostname } = new URL(endpoint);
  if (ADDRESS.test(hostname)) return true;
  // A private cloud's name need not have others below it either.
  return KNOWS_PATHS.has(platform) && !/\.(amazonaws\.com(\.cn)?|qiniucs\.com)$/.test(hostname);
}

/** Where neither the task nor the endpoint names a region, what most private clouds take. */
const ANY_REGION = "us-east-1";

/** The region that a signature is for, as far as one can tell before asking. */
export function signingRegion(region: string | number, endpoint: string): string {
  if (typeof region === "string") return region;
  const [, named] = /^(?:obs|cos|s3)\.([a-z\d-]+)\./.exec(new URL(endpoint).hostname) ?? [];
  return named ?? ANY_REGION;
}

const OSS_MAINLAND = /(^|\.)oss-cn-(?!hongkong)[a-z\d-]+\.aliyuncs\.com$/;

/** OSS accounts opened since March 2025 may look at buckets through these, but neither write nor read objects. */
export function mayRefuseData(endpoint: string): boolean {
  return OSS_MAINLAND.test(new URL(endpoint).hostname);
}
