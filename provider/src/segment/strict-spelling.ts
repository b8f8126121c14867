import { asRecord } from "../inputs/record";
import { isUnknown } from "../inputs/unknown";

const HOLDERS_OF_KEYS = ["storageConfig", "preflight"];

type Properties = Readonly<Record<string, unknown>>;

/**
 * What languages with stricter types than TypeScript spell otherwise: a region is always text there, and how the storage is
 * looked at always an object.
 */
export function fromStrict(props: Properties): Properties {
  const { storageConfig: storage, preflight, tasks } = props;
  return {
    ...props,
    ...(isObject(tasks) ? { tasks: mapped(tasks, plainTask) } : {}),
    ...(isObject(storage) ? { storageConfig: { ...storage, ...numberedRegion(storage.region) } } : {}),
    ...(isObject(preflight) && preflight.level === "off" ? { preflight: "off" } : {}),
  };
}

/** The other way round. */
export function toStrict(props: Properties): Properties {
  const { storageConfig: storage, preflight, tasks } = props;
  return {
    ...props,
    ...(isObject(tasks) ? { tasks: mapped(tasks, strictTask) } : {}),
    ...(isObject(storage) ? { storageConfig: { ...storage, ...writtenRegion(storage.region) } } : {}),
    ...(typeof preflight === "string" && !isUnknown(preflight) ? { preflight: { level: preflight } } : {}),
  };
}

/** Without keys, which a plugin's outputs never hold: nested in them, some languages lose what is secret. */
export function withoutKeys(props: Properties): Properties {
  const open: Record<string, unknown> = { ...props };
  for (const name of HOLDERS_OF_KEYS) {
    const holder = props[name];
    if (!isObject(holder)) continue;
    const { credentials: _, ...others } = holder;
    open[name] = others;
  }
  return open;
}

/** Outputs with the keys that only the inputs hold. */
export function withKeys(outs: Properties, inputs: Properties): Properties {
  const whole: Record<string, unknown> = { ...outs };
  for (const name of HOLDERS_OF_KEYS) {
    const { credentials } = asRecord(inputs[name]);
    const out = outs[name];
    if (isObject(out) && credentials !== undefined && out.credentials === undefined) {
      whole[name] = { ...out, credentials };
    }
  }
  return whole;
}

/** A room's task of a group shows what of it is not as it was asked for, which may be where its slices go. */
function strictTask(task: unknown): unknown {
  return isObject(task) && isObject(task.drift) ? { ...task, drift: toStrict(task.drift) } : task;
}

function plainTask(task: unknown): unknown {
  return isObject(task) && isObject(task.drift) ? { ...task, drift: fromStrict(task.drift) } : task;
}

function mapped(values: Properties, change: (value: unknown) => unknown): Properties {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

function numberedRegion(region: unknown): Properties {
  return typeof region === "string" && /^-?\d+$/.test(region) ? { region: Number(region) } : {};
}

function writtenRegion(region: unknown): Properties {
  return typeof region === "number" ? { region: String(region) } : {};
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
