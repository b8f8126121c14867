import { TASK_STATUSES } from "#segment/status";
import { VENDOR_TITLES } from "#storage/vendors";
import { insideTask, memberOf, ROOM_ARGS, SEGMENT_TASK_ARGS } from "./args.mts";
import { docstringsOf } from "./docstrings.mts";
import { storageDoc } from "./storage-docs.mts";
import { described, listIn } from "./wording.mts";

interface NamedObject {
  name: string;
  description: string;
  /** The description of a property. */
  docOf(property: string): string;
}

interface NamedEnum {
  name: string;
  description: string;
  /** What single words mean, where that is not the word itself. */
  values?: Readonly<Record<string, string>>;
}

const documented = (name: string, owner: string): NamedObject => {
  const docs = insideTask(owner);
  return { name, description: docs.text, docOf: (property) => described(memberOf(docs, property)) };
};

/**
 * What an object is called in the package, by the property that holds it. Names are the package's, not the property's: all
 * types of a package share one space.
 */
export const OBJECTS: Readonly<Record<string, NamedObject>> = {
  targetStreams: documented("TargetStream", "TargetStreamArgs"),
  control: documented("Control", "ControlArgs"),
  credentials: documented("StorageCredentials", "CredentialsArgs"),
  preflight: documented("Preflight", "PreflightArgs"),
  storageConfig: { ...documented("StorageConfig", "StorageConfigArgs"), docOf: storageDoc },
  rooms: {
    name: "RoomOverrides",
    description: ROOM_ARGS.text,
    docOf: (property) => described({ ...memberOf(SEGMENT_TASK_ARGS, property), byDefault: "what the group says" }),
  },
};

const THIRD_PARTIES = Object.values(VENDOR_TITLES);

/** The same for words. */
export const ENUMS: Readonly<Record<string, NamedEnum>> = {
  type: {
    name: "StorageType",
    description: memberOf(insideTask("TosStorageArgs"), "type").text.split("\n\n")[0] ?? "",
    values: {
      tos: insideTask("TosStorageArgs").text,
      custom: `A bucket on ${THIRD_PARTIES.slice(0, -1).join(", ")} or ${THIRD_PARTIES.at(-1)}.`,
    },
  },
  vendor: {
    name: "StorageVendor",
    description: docstringsOf("storage/vendors.ts")("Vendor").text,
    values: VENDOR_TITLES,
  },
  streamType: {
    name: "StreamType",
    description: memberOf(insideTask("TargetStreamArgs"), "streamType").text.split("\n\n")[0] ?? "",
  },
  level: {
    name: "PreflightLevel",
    description: memberOf(insideTask("PreflightArgs"), "level").text.split("\n\n")[0] ?? "",
    values: listIn(memberOf(SEGMENT_TASK_ARGS, "preflight").text),
  },
  whenEnded: { name: "WhenEnded", description: memberOf(SEGMENT_TASK_ARGS, "whenEnded").text.split("\n\n")[0] ?? "" },
};

export const TASK_STATUS = {
  name: "TaskStatus",
  description: docstringsOf("segment/status.ts")("TaskStatus").text,
  words: TASK_STATUSES,
};
