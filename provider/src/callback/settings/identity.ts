import { UserError } from "../../user-error";

/** What tells one callback from all others: an app has one of its own, and one for each business id. */
export interface CallbackId {
  appId: string;
  businessId?: string | undefined;
}

export function resourceId({ appId, businessId = "" }: CallbackId): string {
  return `${appId}/${businessId}`;
}

/** @throws UserError when it is no id of a callback. */
export function parseResourceId(id: string): CallbackId {
  const [appId = "", businessId, ...more] = id.split("/");
  if (appId === "" || businessId === undefined || more.length > 0) {
    throw new UserError(
      `"${id}" is not the id of a callback: write <appId>/ for the callback of an app, or <appId>/<businessId>`,
    );
  }
  return businessId === "" ? { appId } : { appId, businessId };
}

/** As messages name a callback. */
export function callbackName({ appId, businessId }: CallbackId): string {
  return `the callback of app "${appId}"${businessId === undefined ? "" : ` for business id "${businessId}"`}`;
}
