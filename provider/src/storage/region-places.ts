import { type OSS_REGIONS, type Platform, regionWord, type S3_REGIONS, type TOS_REGIONS } from "./regions";

/**
 * Where data lies, as laws on it see the world: mainland China and Hong Kong are two territories.
 *
 * The same word may be another place on another platform, so a place is always asked for together with the platform.
 */
export type Territory =
  | "mainland China"
  | "Hong Kong"
  | "Australia"
  | "Bahrain"
  | "Brazil"
  | "Canada"
  | "France"
  | "Germany"
  | "India"
  | "Indonesia"
  | "Ireland"
  | "Italy"
  | "Japan"
  | "Malaysia"
  | "the Philippines"
  | "Singapore"
  | "South Africa"
  | "South Korea"
  | "Sweden"
  | "the United Arab Emirates"
  | "the United Kingdom"
  | "the United States";

type Places<Table> = { readonly [Word in keyof Table]: Territory };

const TOS: Places<typeof TOS_REGIONS> = {
  "cn-beijing": "mainland China",
  "cn-guangzhou": "mainland China",
  "cn-shanghai": "mainland China",
  "ap-southeast-1": "Malaysia",
};

const S3: Places<typeof S3_REGIONS> = {
  "us-east-1": "the United States",
  "us-east-2": "the United States",
  "us-west-1": "the United States",
  "us-west-2": "the United States",
  "eu-west-1": "Ireland",
  "eu-west-2": "the United Kingdom",
  "eu-west-3": "France",
  "eu-central-1": "Germany",
  "ap-southeast-1": "Singapore",
  "ap-southeast-2": "Australia",
  "ap-northeast-1": "Japan",
  "ap-northeast-2": "South Korea",
  "sa-east-1": "Brazil",
  "ca-central-1": "Canada",
  "ap-south-1": "India",
  "cn-north-1": "mainland China",
  "cn-northwest-1": "mainland China",
  "us-gov-east-1": "the United States",
  "ap-east-1": "Hong Kong",
  "eu-south-1": "Italy",
  "ap-northeast-3": "Japan",
  "eu-north-1": "Sweden",
  "me-south-1": "Bahrain",
  "us-gov-west-1": "the United States",
  "af-south-1": "South Africa",
};

const OSS: Places<typeof OSS_REGIONS> = {
  "cn-hangzhou": "mainland China",
  "cn-shanghai": "mainland China",
  "cn-qingdao": "mainland China",
  "cn-beijing": "mainland China",
  "cn-zhangjiakou": "mainland China",
  "cn-huhehaote": "mainland China",
  "cn-wulanchabu": "mainland China",
  "cn-shenzhen": "mainland China",
  "cn-heyuan": "mainland China",
  "cn-guangzhou": "mainland China",
  "cn-chengdu": "mainland China",
  "cn-hongkong": "Hong Kong",
  "us-west-1": "the United States",
  "us-east-1": "the United States",
  "ap-southeast-1": "Singapore",
  "ap-southeast-2": "Australia",
  "ap-southeast-3": "Malaysia",
  "ap-southeast-5": "Indonesia",
  "ap-northeast-1": "Japan",
  "ap-south-1": "India",
  "eu-central-1": "Germany",
  "eu-west-1": "the United Kingdom",
  "me-east-1": "the United Arab Emirates",
  "ap-southeast-6": "the Philippines",
};

const PLACES: Partial<Record<Platform, Readonly<Record<string, Territory>>>> = { tos: TOS, s3: S3, oss: OSS };

/**
 * The country or territory in which a region of a platform lies, given as word or as the API's integer; left out, it is the
 * platform's region 0. Undefined where no table tells: OBS, COS, Kodo, and integers beyond the tables.
 *
 * Source: TOS from the RTC "Region" reference, document 1167931, which calls 3 Johor; S3 and OSS from the lists of regions
 * of Amazon Web Services and Alibaba Cloud.
 */
export function territoryOf(platform: Platform, region: string | number | undefined): Territory | undefined {
  const places = PLACES[platform] ?? {};
  const word = regionWord(platform, region);
  return typeof word === "string" && Object.hasOwn(places, word) ? places[word] : undefined;
}
