import { type Command, Option } from "commander";
import type { NamedBucket } from "../buckets/named-bucket";
import type { ConfigLookup } from "../rtc-api/settings";
import type { SegmentResource } from "../stack/segment-resource";
import { VENDORS } from "../storage/vendors";
import { UserError } from "../user-error";
import { storageEndpoint } from "./storage-endpoint";

interface PreflightFlags extends NamedBucket {
  preview?: string;
  state?: string;
  stack?: string;
  write?: boolean;
  storageEndpoint?: string;
  json?: boolean;
}

/** Adds `preflight` to the program. What it needs is loaded only when it runs. */
export function registerPreflight(program: Command): void {
  program
    .command("preflight")
    .description("look whether slices can be stored in the buckets of a preview, a state, a stack, or flags")
    .option("--preview <file>", "the buckets of what pulumi preview --json --show-sames printed")
    .option("--state <file>", "the buckets of what pulumi stack export printed")
    .option("--stack <name>", "the buckets of a stack, with its keys; run in the folder of the project")
    .addOption(new Option("--type <type>", "one bucket, on TOS or of a third party").choices(["tos", "custom"]))
    .addOption(new Option("--vendor <vendor>", "its platform").choices(VENDORS))
    .option("--region <region>", "its region, a word (default: the platform's region 0)")
    .option("--bucket <name>", "its name")
    .option("--account <id>", "the account that owns it; TOS only")
    .option("--write", "also write an object, and remove it")
    .option("--storage-endpoint <url>", "scheme and host of the storage, instead of the platform's own")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nKeys of third-party storage come from the state or from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, those for TOS\n" +
        "from where pulumi up takes the keys to the API.\n" +
        "Exit code 0: nothing is wrong; 2: something is; 1: it could not be told.",
    )
    .action(async (flags: PreflightFlags) => {
      const { bucketCheck } = await import("../buckets/bucket-check.js");
      const { exitCodeOf, reportOn, tableOf } = await import("../buckets/report.js");
      const { write, json } = flags;
      const endpoint = await storageEndpoint(flags);
      const { resources, config } = await sourceOf(flags);
      const { readSettings } = await import("../rtc-api/settings.js");
      const level = write ? ("write" as const) : ("bucket" as const);
      const options = { level, endpoint, account: () => readSettings(config), env: process.env };
      const checks = resources?.map((resource) => bucketCheck(resource, options));
      const { namedBucket } = await import("../buckets/named-bucket.js");
      const reports = await reportOn(checks ?? [{ ...NOBODYS, request: namedBucket(flags, options) }]);
      process.stdout.write(json ? `${JSON.stringify({ buckets: reports }, undefined, 2)}\n` : tableOf(reports));
      process.exitCode = exitCodeOf(reports);
    });
}

/** Stands for the resource of a bucket that only the flags name. */
const NOBODYS: SegmentResource = { urn: "", inputs: {}, secrets: [] };

/** The resources that are asked for; none where the flags themselves name a bucket. */
async function sourceOf({ preview, state, stack, type, vendor }: PreflightFlags): Promise<{
  resources?: SegmentResource[];
  config: ConfigLookup;
}> {
  const named = type ?? vendor;
  if ([preview, state, stack, named].filter((source) => source !== undefined).length !== 1) {
    throw new UserError("Give one of --preview FILE, --state FILE, --stack NAME, or --type with --region and --bucket");
  }
  const config = () => undefined;
  if (named !== undefined) return { config };
  if (preview !== undefined) {
    const { resourcesInPreview } = await import("../stack/preview.js");
    return { resources: await resourcesInPreview(preview), config };
  }
  const { readStack } = await import("../stack/stack.js");
  const found = await readStack({ state, stack });
  return { resources: found.resources.filter(({ replaced }) => !replaced), config: found.config };
}
