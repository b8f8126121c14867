import { isDeepStrictEqual } from "node:util";
import { FIELDS } from "#segment/fields";
import { TASK_STATUSES } from "#segment/status";
import { VENDOR_TITLES } from "#storage/vendors";
import { type Documented, docstringsOf } from "./docstrings.mts";
import { storageDoc } from "./storage-docs.mts";

/** The package, and the beginning of each of its tokens. */
export const PACKAGE = "volcengine-rtc";

export const tokenOf = (name: string) => `${PACKAGE}:index:${name}`;

/** The comments of all arguments. */
export const argsOf = (owner: string): Documented => FILES[owner]?.(owner) ?? taskArgs(owner);

const taskArgs = docstringsOf("dynamic/segment-task/args.ts");
const groupArgs = docstringsOf("dynamic/group/args.ts");
const FILES: Record<string, (owner: string) => Documented> = {
  SegmentTaskGroupArgs: groupArgs,
  RoomArgs: groupArgs,
  RtcCallbackArgs: docstringsOf("dynamic/callback/args.ts"),
};
