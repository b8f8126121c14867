import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { field, taskOf } from "../answer";
import { group } from "../check";
import { isRunning, type LiveApi } from "../live-api";
import { AS_GIVEN, fieldOf, OK, outcome, shown } from "../words";

/** A platform's keys that nobody has. */
function madeUp() {
  const word = () => `none${randomBytes(12).toString("hex")}`;
  return { Vendor: 0, Region: 0, Bucket: word(), AccessKey: word(), SecretKey: word() };
}

async function gather(api: LiveApi) {
  const nulls = await api.start({ ...api.body("nulls"), Duration: null, Handle: null, Control: null });
  const withNulls = (await api.lookUntil(api.key("nulls"), isRunning)).task;

  const { StorageConfig, ...rest } = api.body("unknown-fields");
  const nested = { ...StorageConfig, Control: { Align: true }, CustomConfig: madeUp() };
  const unknown = await api.start({ ...rest, NoSuchField: 1, StorageConfig: nested });
  const withUnknown = (await api.lookUntil(api.key("unknown-fields"), isRunning)).task;

  const nowhere = { TosConfig: { ...api.account.tos, Bucket: madeUp().Bucket } };
  const noBucket = await api.start({ ...api.body("no-bucket"), StorageConfig: nowhere });

  const noKeys = await api.start({ ...api.body("no-keys"), StorageConfig: { Type: 2, CustomConfig: madeUp() } });

  const custom = api.account.custom ?? madeUp();
  const third = await api.start({ ...api.body("custom"), StorageConfig: { Type: 2, CustomConfig: custom } });
  if (third.error === undefined) await api.lookUntil(api.key("custom"), isRunning);
  const shownCustom = third.error === undefined ? taskOf(await api.get(api.key("custom"))) : undefined;
  return { nulls, withNulls, unknown, withUnknown, noBucket, noKeys, custom, third, shownCustom };
}

type Evidence = Awaited<ReturnType<typeof gather>>;

/** Says how a key came back, and never the key. */
function keyShown({ third, shownCustom, custom }: Evidence, name: "AccessKey" | "SecretKey"): string | undefined {
  if (third.error !== undefined) return undefined;
  const key = field(shownCustom, "StorageConfig", "CustomConfig", name);
  if (key === undefined || key === null || key === "") return "absent";
  return isDeepStrictEqual(key, custom[name]) ? AS_GIVEN : "hidden";
}

/** What the API accepts or ignores, and what it tells of third-party storage. */
export const lenience = group(gather, [
  {
    name: "null-fields",
    assumption: "StartSegment takes null for fields that are not required",
    expected: OK,
    seen: ({ nulls }) => outcome(nulls),
  },
  {
    name: "null-is-omission",
    assumption: "A Duration that is null counts as left out",
    expected: "20",
    seen: ({ withNulls }) => fieldOf(withNulls, "Duration"),
  },
  {
    name: "unknown-fields",
    assumption: "StartSegment ignores fields it does not know",
    expected: OK,
    seen: ({ unknown }) => outcome(unknown),
  },
  {
    name: "nested-control",
    assumption: "Control inside StorageConfig is ignored",
    expected: "false",
    seen: ({ withUnknown }) => fieldOf(withUnknown, "Control", "Align"),
  },
  {
    name: "other-storage",
    assumption: "Only the storage section that Type asks for is kept",
    expected: "absent",
    // Not shown: it might hold what was made up here as keys.
    seen: ({ withUnknown }) => (field(withUnknown, "StorageConfig", "CustomConfig") === undefined ? "absent" : "kept"),
  },
  {
    name: "missing-bucket",
    assumption: "A TOS bucket that does not exist is accepted",
    expected: OK,
    seen: ({ noBucket }) => outcome(noBucket),
  },
  {
    name: "wrong-keys",
    assumption: "Third-party storage whose bucket and keys do not exist is accepted",
    expected: OK,
    seen: ({ noKeys }) => outcome(noKeys),
  },
  ...(["AccessKey", "SecretKey"] as const).map((name) => ({
    name: `shown-${name}`,
    assumption: `GetSegmentTask tells the ${name} of third-party storage as it was given`,
    expected: AS_GIVEN,
    seen: (evidence: Evidence) => keyShown(evidence, name),
  })),
  {
    name: "shown-vendor",
    assumption: "GetSegmentTask tells Vendor, Region and Bucket of third-party storage as they were given",
    expected: AS_GIVEN,
    seen: ({ third, shownCustom, custom }) => {
      if (third.error !== undefined) return undefined;
      const got = field(shownCustom, "StorageConfig", "CustomConfig");
      const names = ["Vendor", "Region", "Bucket"] as const;
      const wrong = names.filter((name) => field(got, name) !== custom[name]);
      return wrong.length === 0 ? AS_GIVEN : `not ${shown(wrong)}`;
    },
  },
]);
