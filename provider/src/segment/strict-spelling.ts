import { asRecord } from "../inputs/record";
import { isUnknown } from "../inputs/unknown";

const HOLDERS_OF_KEYS = ["storageConfig", "preflight"];

type Properties = Readonly<Record<string, unknown>>;

/**
 * What languages with stricter types than TypeScript spell otherwise: a region is always text there, and how the storage is
 * looked at always an object.
 */
export function fromStrict(props: Properties): Properties {
  const { storageConfig: storage, preflight } = props;
  return {
    ...props,
    ...(isObject(storage) ? { storageConfig: { ...storage, ...numberedRegion(storage.region) } } : {}),
    ...(isObject(preflight) && preflight.level === "off" ? { preflight: "off" } : {}),
  };
}

/** The other way round. */
export function toStrict(props: Properties): Properties {
  const { storageConfig: storage, preflight } = props;
  return {
    ...props,
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

function numberedRegion(region: unknown): Properties {
  return typeof region === "string" && /^-?\d+$/.test(region) ? { region: Number(region) } : {};
}

function writtenRegion(region: unknown): Properties {
  return typeof region === "number" ? { region: String(region) } : {};
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
