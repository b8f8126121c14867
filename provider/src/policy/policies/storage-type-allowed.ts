import { allowListPolicy, listedValue } from "../allow-list";

/**
 * Guards the kind of storage audio goes to, such as TOS only: third-party storage is out of reach of the account's own
 * access rules, and needs long-lived keys.
 *
 * Without `types` everything is allowed.
 */
export const storageTypeAllowed = allowListPolicy({
  name: "storage-type-allowed",
  description: "Checks that audio is uploaded to an allowed type of storage.",
  severity: "high",
  setting: "types",
  items: { type: "string", enum: ["tos", "custom"] },
  listed: 'Allowed values of storageConfig.type: "tos", "custom".',
  remediation: "Set storageConfig to storage of an allowed type",
  judge: listedValue("type", "Upload to a bucket on an allowed kind of storage."),
});

/** The check of {@link storageTypeAllowed} as a plain function. */
export const checkStorageTypeAllowed = storageTypeAllowed.check;

/**
 * Settings of {@link storageTypeAllowed}: `types`, the list of what is allowed. Default: all types of storage.
 * @useDeclaredType
 */
export type StorageTypeAllowedConfig = Parameters<typeof checkStorageTypeAllowed>[1];
