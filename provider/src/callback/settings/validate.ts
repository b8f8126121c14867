import { isIPv4 } from "node:net";
import { z } from "zod";
import { withoutBlanks } from "../../inputs/blank";
import type { Diagnostic, Validation } from "../../inputs/diagnostic";
import { inspect } from "../../inputs/inspect";
import { asRecord } from "../../inputs/record";
import { flag, id, repeated, show, text } from "../../inputs/schemas";
import { isUnknown } from "../../inputs/unknown";
import { SEGMENT_EVENT } from "../event";
import { CALLBACK_FIELDS, factsOf } from "./fields";
import type { CallbackInputs } from "./inputs";

const URL_ERROR = "is not an address for callbacks; use a URL such as https://moderation.example.com/rtc";

const url = text("the URL to which the service sends events").superRefine((value, context) => {
  const problem = problemOf(value);
  if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
});

/** Never quotes the URL: it may hold a password. */
function problemOf(value: string): string | undefined {
  if (value === "") return undefined;
  if (!URL.canParse(value)) return URL_ERROR;
  const { protocol, hostname, username, password } = new URL(value);
  if (protocol !== "https:" && protocol !== "http:") return URL_ERROR;
  if (username !== "" || password !== "")
    return "must not hold a user or a password, which would be shown to everybody";
  if (isIPv4(hostname)) {
    return `must begin with a domain name, says the API's document, and ${hostname} is an address; use the name of the host`;
  }
  return undefined;
}

const event = text(`the type of an event, such as "${SEGMENT_EVENT}"`).refine(
  (value) => value === SEGMENT_EVENT || value.toLowerCase() !== SEGMENT_EVENT.toLowerCase(),
  { error: ({ input }) => `${show(input)} is not the type of an event; did you mean ${show(SEGMENT_EVENT)}?` },
);

const EVENTS_ERROR = `a list of the types of events to be told of, such as ["${SEGMENT_EVENT}"]`;

const events = z
  .array(event, { error: ({ input }) => `${input === undefined ? "is required" : "is not valid"}: ${EVENTS_ERROR}` })
  .min(1, { error: `is empty, so that nothing would ever be told; use ${EVENTS_ERROR}` })
  .refine((list) => repeated(list).length === 0, {
    error: ({ input }) => `names ${repeated(input as unknown[]).join(", ")} more than once; name every event once`,
    when: ({ value }) => Array.isArray(value),
  });

export const callbackSchema = z.strictObject({
  appId: id("the id of your RTC application"),
  businessId: id("the label of the tasks whose events go there").optional(),
  url,
  events,
  secretKey: text("the key that events are signed with; leave it out to have one made up").optional(),
  adopt: flag().optional(),
}) satisfies z.ZodType<CallbackInputs>;

const OPTIONAL_IDS: ReadonlySet<string> = new Set(CALLBACK_FIELDS.filter((field) => factsOf(field).blank));

/** Checks all inputs at once. Values that are not known yet are taken on trust. */
export function validate(raw: unknown): Validation<CallbackInputs> {
  const keysAt = (path: readonly PropertyKey[]) => (path.length === 0 ? [...CALLBACK_FIELDS] : []);
  return inspect({ schema: callbackSchema, keysAt, also: shownKey }, withoutBlanks(raw, OPTIONAL_IDS, new Set()));
}

/** What stands in the URL is shown to everybody, and could not be compared with what the API shows: keys are masked there. */
function shownKey(raw: unknown): Diagnostic[] {
  const { url: address, events: types, secretKey } = asRecord(raw);
  if (typeof secretKey !== "string" || secretKey === "" || isUnknown(secretKey)) return [];
  const shown = [address, ...(Array.isArray(types) ? types : [])];
  return shown.some((value) => typeof value === "string" && value.includes(secretKey))
    ? [{ path: "secretKey", message: "stands in url or events as well, which everybody can read; use another one" }]
    : [];
}
