import type { Fact } from "../../inputs/facts";
import { SEGMENT_FIELDS } from "../fields";
import type { SegmentField } from "../inputs";
import type { GroupInputs } from "./inputs";

/** The facts of the arguments that only a group has. */
export const OWN_FIELDS = {
  rooms: { required: true },
  maxConcurrency: { default: 64, range: [1, 1000] },
} satisfies Record<Exclude<keyof GroupInputs, SegmentField>, Fact>;

/** What a change of makes another group of it, all of whose tasks start anew; any other change touches single rooms. */
export const GROUP_REPLACED_BY: readonly (keyof GroupInputs)[] = ["appId"];

/** The arguments of a group: those of a task that aren't one room's alone, and its own. */
export const GROUP_FIELDS: readonly string[] = [
  ...SEGMENT_FIELDS.filter((field) => field !== "roomId" && field !== "taskId"),
  ...Object.keys(OWN_FIELDS),
];
