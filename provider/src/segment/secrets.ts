import type { StorageConfig } from "./inputs";

/** What of a storage no answer, error or log may show. */
export function secretsOf(storage: StorageConfig): string[] {
  return storage.type === "custom" ? Object.values(storage.credentials) : [];
}
