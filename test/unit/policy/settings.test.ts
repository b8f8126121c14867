import { expect, expectTypeOf, test } from "vitest";
import type { StorageTypeAllowedConfig } from "#policy/policies/storage-type-allowed";
import type { StorageVendorAllowedConfig } from "#policy/policies/storage-vendor-allowed";
import { type ConfigOf, configSchema, type SettingSchemas } from "#policy/settings";
import type { Vendor } from "#storage/vendors";

const SETTINGS = {
  site: { type: "string", enum: ["home", "abroad"], description: "Where." },
  folder: { type: "string", description: "Where to look." },
  limit: { type: "integer", default: 20, description: "How many." },
  strict: { type: "boolean", default: false, description: "Whether to insist." },
  names: { type: "array", items: { type: "string" }, description: "Who." },
} as const satisfies SettingSchemas;

test("the type of a configuration follows from the schema of its settings", () => {
  expectTypeOf<ConfigOf<typeof SETTINGS>>().toEqualTypeOf<{
    site?: "home" | "abroad";
    folder?: string;
    limit?: number;
    strict?: boolean;
    names?: readonly string[];
  }>();
  expectTypeOf<StorageTypeAllowedConfig>().toEqualTypeOf<{ types?: readonly ("tos" | "custom")[] }>();
  expectTypeOf<StorageVendorAllowedConfig>().toEqualTypeOf<{ vendors?: readonly Vendor[] }>();
});

test("the default of a setting is told with what it means", () => {
  const { limit, strict, names } = configSchema(SETTINGS).properties;
  expect(limit).toEqual({ type: "integer", default: 20, description: "How many. Default: 20." });
  expect(strict?.description).toBe("Whether to insist. Default: false.");
  expect(names?.description).toBe("Who.");
});
