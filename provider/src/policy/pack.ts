import type { PolicyPackArgs } from "@pulumi/policy/policy";
import { storagePolicies } from "./storage-policies";

/** The name of the pack, as the engine shows it. */
export const PACK_NAME = "volcengine-rtc-storage";

/**
 * What the ready-to-run pack is made of, for `new PolicyPack(PACK_NAME, packArgs())`. The constructor starts a server:
 * that is left to the pack's own program.
 */
export function packArgs(): PolicyPackArgs {
  return {
    displayName: "Volcengine RTC storage",
    description: "Guards where the audio of segment tasks goes, which the API itself does not.",
    policies: [...storagePolicies],
  };
}
