import { MASK } from "../gateway/masking";
import type { StorageConfig } from "./wire";

/** A storage whose keys are unreadable. */
export function maskStorage(storage: StorageConfig): StorageConfig {
  if (storage.Type === 0) return storage;
  return { ...storage, CustomConfig: { ...storage.CustomConfig, AccessKey: MASK, SecretKey: MASK } };
}
