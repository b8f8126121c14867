import { type Platform, regionWord } from "../regions";
import { VENDOR_TITLES } from "../vendors";
import type { Answer } from "./answer";
import { mayRefuseData } from "./endpoint";
import type { ProbeRequest, StorageKeys } from "./request";

/** What is found of a bucket. */
export type Verdict =
  | "good"
  | "wrongRegion"
  | "missing"
  | "wrongKeys"
  | "mayNotWrite"
  | "unreachable"
  | "notProved"
  | "notKnown";

/** Slices would certainly not arrive. What is merely not known stops nobody. */
const STOPPING: ReadonlySet<Verdict> = new Set<Verdict>(["wrongRegion", "missing", "wrongKeys", "mayNotWrite"]);

export function stops(verdict: Verdict): boolean {
  return STOPPING.has(verdict);
}

/** A verdict, why, and what would put it right. */
export interface Judgement {
  verdict: Verdict;
  detail: string;
  /** An object that the check wrote and could not remove again. */
  left?: string;
}

/** A question and its answer. */
export interface Exchange {
  asked: "look" | "owner" | "write";
  answer: Answer;
  request: ProbeRequest;
  endpoint: string;
  /** Those that were used. */
  keys: StorageKeys;
}

type Answered = Exchange & { answer: Exclude<Answer, { status: undefined }> };

interface Row {
  /** What is seen. */
  seen: string;
  is(exchange: Answered): boolean;
  verdict: Verdict;
  detail(exchange: Answered): string;
}

/** Gone after a while: to be asked again. */
const PASSING = "trouble that passes";

/** What an answer means: the first row that fits counts. Sources: the vendors' pages on errors, and S3 servers. */
export const ROWS: readonly Row[] = [
  {
    seen: "the clocks differ",
    is: ({ answer }) => answer.code === "RequestTimeTooSkewed",
    verdict: "notKnown",
    detail: (it) => `${host(it)} finds this machine's clock wrong, so nothing is known of ${bucket(it)}. Set the clock`,
  },
  {
    seen: PASSING,
    is: ({ answer: { status, code } }) => status >= 500 || status === 429 || status === 307 || code === "SlowDown",
    verdict: "notKnown",
    detail: (it) => `${host(it)} answered ${words(it)}, so nothing is known of ${bucket(it)}. Try again later`,
  },
  {
    seen: "the bucket lies elsewhere",
    is: (it) =>
      it.answer.status === 301 ||
      it.answer.endpoint !== undefined ||
      (it.answer.region !== undefined && wantedRegion(it) !== undefined && it.answer.region !== wantedRegion(it)),
    verdict: "wrongRegion",
    detail: elsewhere,
  },
  {
    seen: "there is no such bucket",
    is: ({ answer: { status, code } }) => status === 404 || code === "NoSuchBucket",
    verdict: "missing",
    detail: (it) =>
      `there is no ${bucket(it)}${inRegion(it)}${tellsMissingFromMoved(it) ? "" : ", or it lies in another region"}. ` +
      "Create it, or correct storageConfig.bucket",
  },
  {
    seen: "the access key is not known",
    is: ({ answer }) => answer.code === "InvalidAccessKeyId",
    verdict: "wrongKeys",
    detail: (it) => `${host(it)} does not know the access key of ${it.keys.title}. Correct the keys`,
  },
  {
    seen: "the secret key is wrong",
    is: ({ answer }) => answer.code === "SignatureDoesNotMatch",
    verdict: "wrongKeys",
    detail: (it) =>
      `${host(it)} finds that the secret key of ${it.keys.title} does not belong to the access key. Correct the keys`,
  },
  {
    seen: "the owner is another",
    is: ({ asked, answer, request: { accountId } }) =>
      asked === "owner" && answer.owner !== undefined && answer.owner !== accountId,
    verdict: "notProved",
    detail: (it) =>
      `${bucket(it)} belongs to "${it.answer.owner}", and storageConfig.accountId is "${it.request.accountId}". ` +
      "Make sure that this is the main account's id",
  },
  {
    seen: "a write is refused that RTC does under another name",
    is: ({ asked, answer, request }) => asked === "write" && answer.status === 403 && request.platform === "tos",
    verdict: "notProved",
    detail: (it) => `${it.keys.title} may not write to ${bucket(it)}, which says little: ${OWN_ROLE}`,
  },
  {
    seen: "a write is refused through an endpoint that refuses some accounts all data",
    is: ({ asked, answer, endpoint }) => asked === "write" && answer.status === 403 && mayRefuseData(endpoint),
    verdict: "notProved",
    detail: (it) =>
      `a write to ${bucket(it)} through ${host(it)} was refused, as it is to any key of an OSS account opened since ` +
      "March 2025. With preflight.endpoint the check goes through a domain of your own",
  },
  {
    seen: "a write is refused",
    is: ({ asked, answer }) => asked === "write" && answer.status === 403,
    verdict: "mayNotWrite",
    detail: (it) =>
      `${it.keys.title} may not write to ${bucket(it)}${inRegion(it)}. Allow it to put objects there, or use other keys`,
  },
  {
    seen: "a look is refused",
    is: ({ answer }) => answer.status === 403,
    verdict: "notProved",
    detail: (it) =>
      `${bucket(it)} can be reached, but ${it.keys.title} may not look at it; ` +
      "keys that may write and no more can't either",
  },
  {
    seen: "all is well",
    is: ({ answer }) => answer.status >= 200 && answer.status < 300,
    verdict: "good",
    detail: (it) =>
      `${bucket(it)} is there${inRegion(it)}, and ${it.keys.title} may ${it.asked === "write" ? "write" : "look"} there` +
      (it.request.platform === "tos" ? `; ${OWN_ROLE}` : ""),
  },
];

const OWN_ROLE = "RTC writes to TOS with a role of its own, and what that may do can't be checked";

/** What an answer means for the bucket. */
export function judge(exchange: Exchange): Judgement {
  const { answer } = exchange;
  if (answer.status === undefined) {
    const detail = `${host(exchange)} could not be asked (${answer.reason}), so nothing is known of ${bucket(exchange)}`;
    return { verdict: "unreachable", detail };
  }
  const answered = { ...exchange, answer };
  const row = ROWS.find(({ is }) => is(answered));
  if (row !== undefined) return { verdict: row.verdict, detail: row.detail(answered) };
  const detail = `${host(exchange)} answered ${words(answered)}, which tells nothing of ${bucket(exchange)}`;
  return { verdict: "notKnown", detail };
}

/** What is found of a bucket whose storage can't be asked. */
export function noEndpoint({ region, bucket: name }: ProbeRequest): Judgement {
  const detail = `the region ${region} of bucket "${name}" has no word from which its endpoint follows. Name it: preflight.endpoint`;
  return { verdict: "notKnown", detail };
}

/** Whether another attempt may bring another answer. */
export function mayPass(exchange: Exchange): boolean {
  const { answer } = exchange;
  if (answer.status === undefined) return false;
  return ROWS.find(({ is }) => is({ ...exchange, answer }))?.seen === PASSING;
}

/** As messages name a bucket. */
function bucket({ request: { platform, bucket: name } }: Pick<Exchange, "request">): string {
  return `bucket "${name}" on ${platform === "tos" ? "TOS" : VENDOR_TITLES[platform]}`;
}

/** The region where the bucket should be, if it has a word: an integer is not the storage's name for it. */
function wantedRegion({ request: { platform, region } }: Exchange): string | undefined {
  const word = regionWord(platform, region);
  return typeof word === "string" ? word : undefined;
}

function inRegion(exchange: Exchange): string {
  const region = wantedRegion(exchange);
  return region === undefined ? ` at ${host(exchange)}` : ` in ${region}`;
}

function elsewhere(it: Answered): string {
  const { region, endpoint } = it.answer;
  const wanted = wantedRegion(it);
  const place = region === undefined || region === wanted ? endpoint : region;
  const is = place === undefined ? "is in another region" : `is ${place === region ? "in" : "at"} ${place}`;
  const fix = place === region && region !== undefined ? ` to "${region}"` : "";
  return wanted === undefined
    ? `${bucket(it)} ${is}, and preflight.endpoint is ${host(it)}. Correct preflight.endpoint, and see that storageConfig.region is right`
    : `${bucket(it)} ${is}, the task says ${wanted}. Correct storageConfig.region${fix}, or name a bucket in ${wanted}`;
}

/** S3 points to where a bucket is; the others may say of one in another region that there is none. */
const POINTING: ReadonlySet<Platform> = new Set<Platform>(["s3"]);

function tellsMissingFromMoved({ request: { platform } }: Exchange): boolean {
  return POINTING.has(platform);
}

function host({ endpoint }: Pick<Exchange, "endpoint">): string {
  return new URL(endpoint).host;
}

function words({ answer: { status, code } }: Answered): string {
  return code === undefined || code === String(status) ? String(status) : `${status} ${code}`;
}
