/**
 * Whether two storages are one bucket, so that files of one name would overwrite each other. What is not known yet is not
 * the same; credentials and region say nothing about it, as the name alone tells buckets of a platform apart.
 */
export function isSameBucket(a: unknown, b: unknown): boolean {
  const [one, other] = [placeOf(a), placeOf(b)];
  return one.bucket !== undefined && one.platform === other.platform && one.bucket === other.bucket;
}

function placeOf(storage: unknown): { platform: unknown; bucket: unknown } {
  if (typeof storage !== "object" || storage === null) return { platform: undefined, bucket: undefined };
  const { type, vendor, bucket } = storage as { type?: unknown; vendor?: unknown; bucket?: unknown };
  return { platform: type === "custom" ? vendor : type, bucket };
}
