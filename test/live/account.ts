import { z } from "zod";
import { type RtcSettings, readSettings } from "#rtc-api/settings";
import type { WireStorageConfig } from "#segment/api/wire";
import { regionCode } from "#storage/regions";
import { VENDOR_CODES, VENDORS } from "#storage/vendors";

/** What the tasks of a run are started in. */
export interface LiveAccount {
  settings: RtcSettings;
  appId: string;
  tos: NonNullable<WireStorageConfig["TosConfig"]>;
  /** Absent: keys and a bucket that nobody has are made up. */
  custom?: NonNullable<WireStorageConfig["CustomConfig"]>;
}

const given = z.string().min(1);
const region = z
  .string()
  .transform((word) => (/^\d+$/.test(word) ? Number(word) : word))
  .optional();

const variables = z.object({
  RTC_LIVE_APP_ID: given,
  RTC_LIVE_TOS_ACCOUNT_ID: given,
  RTC_LIVE_TOS_BUCKET: given,
  RTC_LIVE_TOS_REGION: region,
  RTC_LIVE_CUSTOM_VENDOR: z.enum(VENDORS).optional(),
});

const customVariables = z.object({
  RTC_LIVE_CUSTOM_VENDOR: z.enum(VENDORS),
  RTC_LIVE_CUSTOM_REGION: region,
  RTC_LIVE_CUSTOM_BUCKET: given,
  RTC_LIVE_CUSTOM_ACCESS_KEY: given,
  RTC_LIVE_CUSTOM_SECRET_KEY: given,
});

/** Reads the account from the environment; its keys come from where the provider takes them. */
export function readAccount(env: NodeJS.ProcessEnv): LiveAccount {
  const read = parse(variables, env);
  const code = codeOf("RTC_LIVE_TOS_REGION", "tos", read.RTC_LIVE_TOS_REGION);
  return {
    settings: readSettings(() => undefined, env),
    appId: read.RTC_LIVE_APP_ID,
    tos: {
      AccountId: read.RTC_LIVE_TOS_ACCOUNT_ID,
      Bucket: read.RTC_LIVE_TOS_BUCKET,
      ...(read.RTC_LIVE_TOS_REGION === undefined ? {} : { Region: code }),
    },
    ...(read.RTC_LIVE_CUSTOM_VENDOR === undefined ? {} : { custom: readCustom(env) }),
  };
}

function readCustom(env: NodeJS.ProcessEnv): NonNullable<LiveAccount["custom"]> {
  const read = parse(customVariables, env);
  const vendor = read.RTC_LIVE_CUSTOM_VENDOR;
  return {
    Vendor: VENDOR_CODES[vendor],
    Region: codeOf("RTC_LIVE_CUSTOM_REGION", vendor, read.RTC_LIVE_CUSTOM_REGION),
    Bucket: read.RTC_LIVE_CUSTOM_BUCKET,
    AccessKey: read.RTC_LIVE_CUSTOM_ACCESS_KEY,
    SecretKey: read.RTC_LIVE_CUSTOM_SECRET_KEY,
  };
}

/** Never repeats a value: it may be a key that was put in the wrong variable. */
function parse<Shape>(schema: z.ZodType<Shape>, env: NodeJS.ProcessEnv): Shape {
  // An exported variable without a value means none, as it does for the provider.
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(filled);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
  throw new Error(`${names.join(", ")}: not set, or not valid. docs/live.md says what belongs there`);
}

function codeOf(variable: string, platform: Parameters<typeof regionCode>[0], word: string | number | undefined) {
  const code = regionCode(platform, word);
  if (code === undefined) throw new Error(`${variable}: no such region. Use a word of docs/regions.md, or an integer`);
  return code;
}
