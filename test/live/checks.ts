import type { Group } from "./check";
import { again } from "./checks/again";
import { end } from "./checks/end";
import { gateway } from "./checks/gateway";
import { lenience } from "./checks/lenience";
import { running } from "./checks/running";
import { unknown } from "./checks/unknown";
import { update } from "./checks/update";
import { values } from "./checks/values";

/** All that is looked at, in the order of the report. */
export const GROUPS: readonly Group[] = [running, again, update, end, unknown, lenience, values, gateway];
