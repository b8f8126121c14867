import { quotedList } from "./patterns";
import { type TaskPolicy, type TaskRule, taskPolicy } from "./segment-policy";
import { configSchema, type ValueOf, type ValueSchema } from "./settings";
import { ifKnown, type Verdict, violation } from "./verdict";
import type { NOT_KNOWN_YET, Seen, SegmentView, StorageView } from "./view/segment-view";

type Judge<Item> = (view: SegmentView, storage: StorageView, allowed: readonly Item[]) => Verdict[];

/** What tells a policy that goes by a list of allowed storage from others of that kind. */
interface AllowList<Setting extends string, Items extends ValueSchema>
  extends Pick<TaskRule<object>, "name" | "description" | "severity"> {
  /** The setting that holds the list. Without it everything is allowed. */
  setting: Setting;
  /** The schema of each item of the list. */
  items: Items;
  /** What stands on the list, as a sentence. */
  listed: string;
  /** How to follow the list, as the beginning of a sentence that goes on with how to extend it. */
  remediation: string;
  judge: Judge<ValueOf<Items>>;
}

/** The settings of a policy that goes by a list: the list, without which everything is allowed. */
export type AllowListConfig<Setting extends string, Item> = { [Name in Setting]?: readonly Item[] };

/** A policy that goes by a list, and by nothing else beside the task. */
export type AllowListPolicy<Config extends object> = Omit<TaskPolicy<Config>, "check"> & {
  /** Judges one task; no verdicts when it is satisfied. */
  check(view: SegmentView, config: Config): Verdict[];
};

/** Makes a policy that allows the storage on a list and no other. */
export function allowListPolicy<Setting extends string, const Items extends ValueSchema>({
  setting,
  items,
  listed,
  remediation,
  judge,
  ...metadata
}: AllowList<Setting, Items>): AllowListPolicy<AllowListConfig<Setting, ValueOf<Items>>> {
  type Config = AllowListConfig<Setting, ValueOf<Items>>;
  const check = (view: SegmentView, { [setting]: allowed }: Config): Verdict[] =>
    allowed === undefined
      ? []
      : ifKnown(view, "storageConfig", view.storageConfig, (storage) => judge(view, storage, allowed));
  const policy = taskPolicy<Config>({
    ...metadata,
    enforcementLevel: "mandatory",
    configSchema: configSchema({
      [setting]: { type: "array", items, minItems: 1, description: `${listed} Default: all.` },
    }),
    remediationSteps: `${remediation}, or extend \`${setting}\` in the configuration of the policy.`,
    check,
  });
  return { ...policy, check };
}

type ListedField = "type" | "vendor" | "accountId";

type KnownValue<Field extends ListedField> = Exclude<StorageView[Field], undefined | typeof NOT_KNOWN_YET>;

/** Judges a field whose value must itself be on the list. An absent one is no matter. */
export function listedValue<Field extends ListedField>(
  field: Field,
  advice: string,
  told: (value: KnownValue<Field>) => string = JSON.stringify,
): Judge<KnownValue<Field>> {
  const path = `storageConfig.${field}`;
  return (view, storage, allowed) =>
    ifKnown(view, path, storage[field] as Seen<KnownValue<Field> | undefined>, (value) =>
      allowed.includes(value)
        ? []
        : [violation(view, `${path} is ${told(value)}, but must be one of ${quotedList(allowed)}. ${advice}`)],
    );
}
