import type { Properties } from "../adapter/engine/properties";
import { secret } from "../adapter/engine/secret";
import { asRecord } from "../inputs/record";
import { isUnknown, UNKNOWN } from "../inputs/unknown";
import type { ResourceKind } from "../resource-types";
import { DEFAULTS } from "../segment/fields";
import type { StorageConfig } from "../segment/inputs";
import { resolveControl, resolveStorage, withDefaults } from "../segment/resolve";

/**
 * The outputs that an `up` will bring, as far as a preview can tell.
 *
 * @param before The outputs there are; absent before there are any.
 */
export function predicted(kind: ResourceKind, inputs: Properties, before?: Properties): Properties {
  switch (kind) {
    case "task":
      return predictedTask(inputs, before);
    case "group":
      return { ...inputs, tasks: UNKNOWN, running: UNKNOWN, total: roomCount(inputs.rooms) };
    case "callback":
      return { ...inputs, secretKey: predictedKey(inputs.secretKey ?? before?.secretKey) };
  }
}

function predictedTask(inputs: Properties, before: Properties = {}): Properties {
  const { status, startTime, endTime, stopReason, identifier } = before;
  return {
    ...inputs,
    ...withDefaults(DEFAULTS, inputs),
    storageConfig: predictedStorage(inputs.storageConfig),
    control: isUnknown(inputs.control) ? UNKNOWN : resolveControl(asRecord(inputs.control)),
    // "" is how programs say that there is none, and the API makes one up.
    identifier: inputs.identifier || identifier || UNKNOWN,
    status: startTime === undefined ? UNKNOWN : status,
    startTime: startTime ?? UNKNOWN,
    endTime,
    stopReason,
  };
}

/** A secret, also to programs whose classes don't know that. */
function predictedKey(key: unknown): unknown {
  return key === undefined || key === null || isUnknown(key) ? UNKNOWN : secret(key);
}

/** The default of a region depends on the platform. */
function predictedStorage(value: unknown): unknown {
  const storage = asRecord(value);
  return isUnknown(value) || isUnknown(storage.type) || isUnknown(storage.vendor)
    ? value
    : resolveStorage(storage as unknown as StorageConfig);
}

function roomCount(rooms: unknown): unknown {
  return isUnknown(rooms) ? UNKNOWN : Object.keys(asRecord(rooms)).length;
}
