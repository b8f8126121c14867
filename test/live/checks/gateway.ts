import { chooseFetch } from "#rtc-api/transport";
import { SEGMENT_ACTIONS } from "#segment/api/actions";
import { readAnswer } from "../answer";
import { group } from "../check";
import type { LiveApi } from "../live-api";
import { outcome } from "../words";

const UNANSWERED_MS = 10_000;

async function gather(api: LiveApi) {
  const { settings } = api.account;
  const input = { action: SEGMENT_ACTIONS.get, parameters: api.key("unknown") };
  const signed = await api.call(input);
  const wrongSecret = await api.call(input, { ...settings, secretKey: "not the secret key" });
  const wrongKey = await api.call(input, { ...settings, accessKey: "AKLT-no-such-access-key" });

  const unsigned = async (Action: string) => {
    const url = new URL(settings.endpoint);
    url.search = new URLSearchParams({ Action, Version: SEGMENT_ACTIONS.get.version }).toString();
    const fetch = await chooseFetch();
    const signal = AbortSignal.timeout(UNANSWERED_MS);
    const answer = await fetch(url.href, { method: "GET", headers: {}, redirect: "manual", signal });
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.body ?? []) chunks.push(chunk);
    return readAnswer(Action, answer.status, Buffer.concat(chunks).toString("utf8"));
  };
  return {
    region: signed.region === settings.region ? "that of the signature" : (signed.region ?? "absent"),
    wrongSecret,
    wrongKey,
    noSignature: await unsigned("GetSegmentTask"),
    noAction: await unsigned("NoSuchSegmentAction"),
    wrongMethod: await unsigned("StopSegment"),
  };
}

/** What answers in front of the RTC service. */
export const gateway = group(gather, [
  {
    name: "region",
    assumption: "ResponseMetadata.Region is the region of the signature",
    expected: "that of the signature",
    seen: ({ region }) => region,
  },
  {
    name: "wrong-secret-key",
    assumption: "A wrong secret key is SignatureDoesNotMatch",
    expected: "HTTP 401 SignatureDoesNotMatch",
    seen: ({ wrongSecret }) => outcome(wrongSecret),
  },
  {
    name: "wrong-access-key",
    assumption: "An unknown access key is InvalidAccessKey",
    expected: "HTTP 401 InvalidAccessKey",
    seen: ({ wrongKey }) => outcome(wrongKey),
  },
  {
    name: "no-signature",
    assumption: "A call without a signature is MissingAuthenticationToken",
    expected: "HTTP 401 MissingAuthenticationToken",
    seen: ({ noSignature }) => outcome(noSignature),
  },
  {
    name: "no-action",
    assumption: "An unknown action is InvalidActionOrVersion, signed or not",
    expected: "HTTP 404 InvalidActionOrVersion",
    seen: ({ noAction }) => outcome(noAction),
  },
  {
    name: "wrong-method",
    assumption: "A wrong method is MethodNotAllowed, signed or not",
    expected: "HTTP 405 MethodNotAllowed",
    seen: ({ wrongMethod }) => outcome(wrongMethod),
  },
]);
