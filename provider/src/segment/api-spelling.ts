import { VENDORS } from "../storage/vendors";
import { CONTROL, CREDENTIALS, STORAGE, STREAM } from "./fields";

/** The API's integer for each word an argument takes. */
const CODES: Record<string, Record<string, number>> = {
  type: STORAGE.type.codes,
  vendor: STORAGE.vendor.codes,
  streamType: STREAM.streamType.codes,
};

/** The word to write for a value that is the API's integer. */
export function wordOfCode(argument: string, value: unknown): string | undefined {
  return Object.entries(CODES[argument] ?? {}).find(([, code]) => code === value)?.[0];
}

/** An object as messages show it, such as `{ userId, streamType, index }`. */
export function objectOf(parts: object): string {
  return `{ ${Object.keys(parts).join(", ")} }`;
}

const TOS_LINE = 'storageConfig: { type: "tos", accountId, bucket, region }';
const CREDENTIALS_LINE = `credentials: ${objectOf(CREDENTIALS)}`;
const CUSTOM_LINE =
  `storageConfig: { type: "custom", vendor, bucket, region, ${CREDENTIALS_LINE} }, ` +
  `where vendor is one of ${VENDORS.map((vendor) => JSON.stringify(vendor)).join(", ")}`;
const STREAMS_LINE = `targetStreams: [${objectOf(STREAM)}]`;
const NO_TASKS = "segment tasks can't upload there";

/** Names that only the API has, by the argument in which they are found: what to write there. */
const API_ONLY = new Map([
  ["storageConfig.tosConfig", `write ${TOS_LINE}`],
  ["storageConfig.customConfig", `write ${CUSTOM_LINE}`],
  ["storageConfig.vodConfig", `${NO_TASKS}; write ${TOS_LINE}`],
  ["storageConfig.veImageXConfig", `${NO_TASKS}; write ${TOS_LINE}`],
  ["storageConfig.accessKey", `write ${CREDENTIALS_LINE}`],
  ["storageConfig.secretKey", `write ${CREDENTIALS_LINE}`],
  ["targetStreams.streamList", `write the list itself, ${STREAMS_LINE}`],
]);

/** Arguments that hold others, with what they hold. */
const HOLDERS = new Map([
  ["targetStreams", STREAMS_LINE],
  ["control", `control: ${objectOf(CONTROL)}`],
]);

/**
 * What to write instead of a name in the API's spelling, such as `MaxIdleTime` or `TosConfig`; nothing for any other name.
 *
 * @param holder The argument that holds it; absent at the top.
 * @param known The names that are right there.
 */
export function apiSpelling(
  holder: string | undefined,
  name: string,
  value: unknown,
  known: readonly string[],
): string | undefined {
  if (known.includes(name)) return undefined;
  const argument = name.charAt(0).toLowerCase() + name.slice(1);
  const instead = known.includes(argument) ? `write ${line(argument, value)}` : API_ONLY.get(`${holder}.${argument}`);
  return instead && `is the API's spelling; ${instead}`;
}

function line(argument: string, value: unknown): string {
  if (argument === "storageConfig") return isCustom(value) ? CUSTOM_LINE : TOS_LINE;
  const word = wordOfCode(argument, value);
  return word === undefined ? (HOLDERS.get(argument) ?? argument) : `${argument}: ${JSON.stringify(word)}`;
}

function isCustom(storage: unknown): boolean {
  return typeof storage === "object" && storage !== null && "CustomConfig" in storage;
}
