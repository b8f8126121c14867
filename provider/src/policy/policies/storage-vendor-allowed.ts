import { VENDOR_TITLES, VENDORS } from "../../storage/vendors";
import { allowListPolicy, listedValue } from "../allow-list";
import { quotedList } from "../patterns";

/**
 * Guards which other company gets the audio. Concerns storage of type `custom` alone; whether that is allowed at all is
 * the matter of storage-type-allowed.
 *
 * Without `vendors` everything is allowed.
 */
export const storageVendorAllowed = allowListPolicy({
  name: "storage-vendor-allowed",
  description: "Checks that third-party storage is of an allowed vendor.",
  severity: "high",
  setting: "vendors",
  items: { type: "string", enum: VENDORS },
  listed: `Allowed values of storageConfig.vendor: ${quotedList(VENDORS)}.`,
  remediation: "Use storage of an allowed vendor",
  judge: listedValue(
    "vendor",
    "Upload to a bucket of an allowed vendor, or to TOS.",
    (vendor) => `${JSON.stringify(vendor)} (${VENDOR_TITLES[vendor]})`,
  ),
});

/** The check of {@link storageVendorAllowed} as a plain function. */
export const checkStorageVendorAllowed = storageVendorAllowed.check;

/**
 * Settings of {@link storageVendorAllowed}: `vendors`, the list of what is allowed. Default: all vendors.
 * @useDeclaredType
 */
export type StorageVendorAllowedConfig = Parameters<typeof checkStorageVendorAllowed>[1];
