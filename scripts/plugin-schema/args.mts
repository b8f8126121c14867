import { type Docstring, type Documented, docstringsOf } from "./docstrings.mts";

const segmentTask = docstringsOf("dynamic/segment-task/args.ts");
const group = docstringsOf("dynamic/group/args.ts");

export const SEGMENT_TASK_ARGS = segmentTask("SegmentTaskArgs");
/** Those that a group has for itself; the others are a task's. */
export const GROUP_ARGS = group("SegmentTaskGroupArgs");
export const ROOM_ARGS = group("RoomArgs");
export const CALLBACK_ARGS = docstringsOf("dynamic/callback/args.ts")("RtcCallbackArgs");

/** The comments of what stands inside an argument of a task. */
export const insideTask: (name: string) => Documented = segmentTask;

/** What the comments say of a property. */
export function memberOf({ members }: Documented, name: string): Docstring {
  const found = members.get(name);
  if (found === undefined) throw new Error(`There is no comment on ${name}`);
  return found;
}
