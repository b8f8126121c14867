import type { PolicyPackArgs } from "@pulumi/policy/policy";
import { segmentPolicies } from "./segment-policies";

/** The name of the pack, as the engine shows it. */
export const PACK_NAME = "volcengine-rtc-segment-tasks";

/**
 * What the ready-to-run pack is made of, for `new PolicyPack(PACK_NAME, packArgs())`. The constructor starts a server:
 * that is left to the pack's own program.
 */
export function packArgs(): PolicyPackArgs {
  return {
    displayName: "Volcengine RTC segment tasks",
    description:
      "Guards what segment tasks are set to, above all where their audio goes, which the API itself does not.",
    policies: [...segmentPolicies],
  };
}
