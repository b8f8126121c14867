import type { StartSegmentBody } from "#segment/api/wire";
import type { Answer } from "../answer";
import { group } from "../check";
import type { LiveApi } from "../live-api";
import { outcome } from "../words";

const INVALID = "HTTP 400 InvalidParameter";
const UNMARSHAL = `${INVALID}.Unmarshal`;

interface Refused {
  name: string;
  /** Completes "StartSegment refuses …". */
  what: string;
  expected: string;
  change(body: StartSegmentBody): object;
}

const streams = (StreamList: object[]) => () => ({ TargetStreams: { StreamList } });
const EIGHTEEN = Array.from({ length: 18 }, (_, n) => ({ UserId: `user${n}` }));

const REFUSED: readonly Refused[] = [
  { name: "duration-0", what: "Duration 0", expected: INVALID, change: () => ({ Duration: 0 }) },
  { name: "duration-601", what: "Duration 601", expected: INVALID, change: () => ({ Duration: 601 }) },
  { name: "duration-text", what: "a Duration that is text", expected: UNMARSHAL, change: () => ({ Duration: "20" }) },
  { name: "max-idle-time-0", what: "MaxIdleTime 0", expected: INVALID, change: () => ({ MaxIdleTime: 0 }) },
  {
    name: "max-idle-time-86401",
    what: "MaxIdleTime 86401",
    expected: INVALID,
    change: () => ({ MaxIdleTime: 86_401 }),
  },
  { name: "identifier-empty", what: "an empty Identifier", expected: INVALID, change: () => ({ Identifier: "" }) },
  {
    name: "identifier-slash",
    what: "an Identifier with a slash",
    expected: INVALID,
    change: () => ({ Identifier: "a/b" }),
  },
  { name: "business-id-empty", what: "an empty BusinessId", expected: INVALID, change: () => ({ BusinessId: "" }) },
  { name: "streams-18", what: "18 streams", expected: INVALID, change: streams(EIGHTEEN) },
  {
    name: "stream-index-twice",
    what: "two streams of one Index",
    expected: INVALID,
    change: streams([
      { UserId: "a", Index: 1 },
      { UserId: "b", Index: 1 },
    ]),
  },
  { name: "stream-type-2", what: "StreamType 2", expected: INVALID, change: streams([{ UserId: "a", StreamType: 2 }]) },
  { name: "stream-user-empty", what: "an empty UserId", expected: INVALID, change: streams([{ UserId: "" }]) },
  { name: "storage-absent", what: "no StorageConfig", expected: INVALID, change: () => ({ StorageConfig: undefined }) },
  {
    name: "storage-tos-absent",
    what: "no TosConfig",
    expected: INVALID,
    change: () => ({ StorageConfig: { Type: 0 } }),
  },
  {
    name: "storage-type-1",
    what: "StorageConfig.Type 1 (VOD)",
    expected: INVALID,
    change: (body) => storage(body, { Type: 1 }),
  },
  {
    name: "storage-type-3",
    what: "StorageConfig.Type 3 (veImageX)",
    expected: INVALID,
    change: (body) => storage(body, { Type: 3 }),
  },
  {
    name: "account-empty",
    what: "an empty AccountId",
    expected: `${INVALID}.EmptyAccountId`,
    change: ({ StorageConfig: { TosConfig } }) => ({ StorageConfig: { TosConfig: { ...TosConfig, AccountId: "" } } }),
  },
  {
    name: "room-letters",
    what: "a RoomId with a space",
    expected: `${INVALID}.IllegalRoomID`,
    change: ({ RoomId }) => ({ RoomId: `${RoomId} 2` }),
  },
  {
    name: "app-letters",
    what: "an AppId with a space",
    expected: `${INVALID}.IllegalAppId`,
    change: ({ AppId }) => ({ AppId: `${AppId} 2` }),
  },
  {
    name: "task-letters",
    what: "a TaskId with a space",
    expected: INVALID,
    change: ({ TaskId }) => ({ TaskId: `${TaskId} 2` }),
  },
];

function storage({ StorageConfig }: StartSegmentBody, change: object): object {
  return { StorageConfig: { ...StorageConfig, ...change } };
}

async function gather(api: LiveApi): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  for (const { name, change } of REFUSED) {
    const body = api.body(name);
    answers[name] = await api.start({ ...body, ...change(body) });
  }
  return answers;
}

/** Settings that no task may have. */
export const values = group(
  gather,
  REFUSED.map(({ name, what, expected }) => ({
    name,
    assumption: `StartSegment refuses ${what}`,
    expected,
    seen: (answers: Record<string, Answer>) => {
      const answer = answers[name];
      return answer && outcome(answer);
    },
  })),
);
