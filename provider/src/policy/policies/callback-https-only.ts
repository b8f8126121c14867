import { callbackPolicy } from "../segment-policy";
import { ifKnown, type Verdict, violation } from "../verdict";
import type { CallbackView } from "../view/callback-view";

/** The check of {@link callbackHttpsOnly} as a plain function. */
export function checkCallbackHttpsOnly(view: CallbackView): Verdict[] {
  return ifKnown(view, "url", view.url, (url) =>
    /^https:/i.test(url.trim())
      ? []
      : [
          violation(
            view,
            "url does not begin with https://, but must: over http everybody on the way can read which user was sliced in " +
              "which room, and keep what is sent from arriving. Give the receiver a certificate with its complete chain, and write https://.",
          ),
        ],
  );
}

/**
 * Guards what events tell: their signature proves where they come from, but hides nothing.
 *
 * Source: RTC callbacks (document 6348/75124).
 */
export const callbackHttpsOnly = callbackPolicy<object>({
  name: "callback-https-only",
  description: "Checks that events are sent over https.",
  severity: "high",
  enforcementLevel: "mandatory",
  remediationSteps: "Let the url of the callback begin with https://.",
  check: checkCallbackHttpsOnly,
});
