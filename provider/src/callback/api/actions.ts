import type { Action } from "../../rtc-api/action";

/**
 * A callback action is one of this version. No document tells how often they may be called: so it is seldom, as a stack has
 * few callbacks.
 */
function callbackAction<Result>(
  name: string,
  facts: Omit<Action<Result>, "name" | "version" | "perSecond" | "advice">,
): Action<Result> {
  return { name, version: "2020-12-01", perSecond: 10, advice: () => undefined, ...facts };
}

/** The shapes bring zod along. */
const answers = () => import("./answers.js");

/**
 * The callback actions of the RTC API: each of its facts stands here, and nowhere else.
 *
 * Source: the vendor's SDK for Go, `service/rtc/v20201201`; no page about them could be read.
 */
export const CALLBACK_ACTIONS = {
  create: callbackAction("CreateCallback", {
    method: "POST",
    parameters: "body",
    effect: "changes",
    secrets: { parameters: ["SecretKey"] },
    result: async () => (await answers()).anything,
  }),
  get: callbackAction("GetCallback", {
    method: "GET",
    parameters: "query",
    effect: "reads",
    secrets: { result: ["SecretKey", "Callbacks.SecretKey"] },
    result: async () => (await answers()).callbacks,
  }),
  update: callbackAction("UpdateCallback", {
    method: "POST",
    parameters: "body",
    effect: "changes",
    secrets: { parameters: ["SecretKey"] },
    result: async () => (await answers()).anything,
  }),
  delete: callbackAction("DeleteCallback", {
    method: "POST",
    parameters: "query",
    effect: "changes",
    secrets: {},
    result: async () => (await answers()).anything,
  }),
};
