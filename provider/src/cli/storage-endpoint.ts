import { UserError } from "../user-error";

/** The endpoint of the storage that a flag names, if it does. @throws {UserError} when it is none. */
export async function storageEndpoint(flags: { storageEndpoint?: string }): Promise<string | undefined> {
  const { storageEndpoint: endpoint } = flags;
  if (endpoint === undefined) return undefined;
  const { isStorageEndpoint } = await import("../segment/schema.js");
  if (isStorageEndpoint(endpoint)) return endpoint;
  throw new UserError(
    "--storage-endpoint is not scheme and host of a storage, such as https://obs.cn-north-4.myhuaweicloud.com",
  );
}
