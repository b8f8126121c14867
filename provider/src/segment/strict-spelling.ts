import { asRecord, isRecord } from "../inputs/record";
import { isUnknown } from "../inputs/unknown";
import { SECRET_PARTS } from "./fields";
import type { SegmentField } from "./inputs";
import { withoutSecrets } from "./meaning";

type Properties = Readonly<Record<string, unknown>>;

/**
 * What languages with stricter types than TypeScript spell otherwise: a region is always text there, and how the storage is
 * looked at always an object.
 */
export function fromStrict(props: Properties): Properties {
  const { storageConfig: storage, preflight, tasks } = props;
  return {
    ...props,
    ...(isRecord(tasks) ? { tasks: inDrift(tasks, fromStrict) } : {}),
    ...(isRecord(storage) ? { storageConfig: { ...storage, ...numberedRegion(storage.region) } } : {}),
    ...(isRecord(preflight) && preflight.level === "off" ? { preflight: "off" } : {}),
  };
}

/** The other way round. */
export function toStrict(props: Properties): Properties {
  const { storageConfig: storage, preflight, tasks } = props;
  return {
    ...props,
    ...(isRecord(tasks) ? { tasks: inDrift(tasks, toStrict) } : {}),
    ...(isRecord(storage) ? { storageConfig: { ...storage, ...writtenRegion(storage.region) } } : {}),
    ...(typeof preflight === "string" && !isUnknown(preflight) ? { preflight: { level: preflight } } : {}),
  };
}

/** Without keys, which a plugin's outputs never hold: nested in them, some languages lose what is secret. */
export function withoutKeys(props: Properties): Properties {
  const open = [...SECRET_PARTS.keys()].filter((name) => name in props);
  return {
    ...props,
    ...Object.fromEntries(open.map((name) => [name, withoutSecrets(name as SegmentField, props[name])])),
  };
}

/** Outputs with the keys that only the inputs hold. */
export function withKeys(outs: Properties, inputs: Properties): Properties {
  const whole: Record<string, unknown> = { ...outs };
  for (const [name, parts] of SECRET_PARTS) {
    const [out, given] = [outs[name], asRecord(inputs[name])];
    if (!isRecord(out)) continue;
    const keys = parts.filter((part) => given[part] !== undefined && out[part] === undefined);
    if (keys.length > 0) whole[name] = { ...out, ...Object.fromEntries(keys.map((part) => [part, given[part]])) };
  }
  return whole;
}

/** A room's task of a group shows what of it is not as it was asked for, which may be where its slices go. */
function inDrift(tasks: Properties, spell: (drift: Properties) => Properties): Properties {
  const spelled = Object.entries(tasks).map(([room, task]) => [
    room,
    isRecord(task) && isRecord(task.drift) ? { ...task, drift: spell(task.drift) } : task,
  ]);
  return Object.fromEntries(spelled);
}

function numberedRegion(region: unknown): Properties {
  return typeof region === "string" && /^-?\d+$/.test(region) ? { region: Number(region) } : {};
}

function writtenRegion(region: unknown): Properties {
  return typeof region === "number" ? { region: String(region) } : {};
}
