/**
 * Third-party storage platforms a segment task can upload to, with the integer the API knows them by.
 *
 * Source: StartSegment 2023-11-01, `StorageConfig.CustomConfig.Vendor`.
 */
export const VENDOR_CODES = { s3: 0, oss: 1, obs: 2, cos: 3, kodo: 4 } as const;

/**
 * A platform of third-party storage.
 * @useDeclaredType
 */
export type Vendor = keyof typeof VENDOR_CODES;

export const VENDOR_TITLES: Record<Vendor, string> = {
  s3: "Amazon S3",
  oss: "Alibaba Cloud OSS",
  obs: "Huawei Cloud OBS",
  cos: "Tencent Cloud COS",
  kodo: "Qiniu Kodo",
};

export const VENDORS = Object.keys(VENDOR_CODES) as readonly Vendor[];

export function vendorOfCode(code: number): Vendor | undefined {
  return VENDORS.find((vendor) => VENDOR_CODES[vendor] === code);
}
