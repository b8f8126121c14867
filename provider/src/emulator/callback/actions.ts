import type { ActionFacts } from "../gateway/actions";

/**
 * The actions of callbacks, as the vendor's SDK for Go calls them (`service/rtc/v20201201`). No document tells how often they
 * may be called.
 */
export const ACTIONS = {
  CreateCallback: { version: "2020-12-01", method: "POST", perSecond: null },
  GetCallback: { version: "2020-12-01", method: "GET", perSecond: null },
  UpdateCallback: { version: "2020-12-01", method: "POST", perSecond: null },
  DeleteCallback: { version: "2020-12-01", method: "POST", perSecond: null },
} as const satisfies Record<string, ActionFacts & { perSecond: null }>;
