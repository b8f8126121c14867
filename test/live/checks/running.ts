import { taskOf } from "../answer";
import { group } from "../check";
import { FIRST_LOOK, isRunning, type LiveApi, looksTaken } from "../live-api";
import { AS_GIVEN, echo, fieldOf, NEAR_THE_CALL, OK, outcome, shown, timeOf } from "../words";

const DOCUMENTED = [
  ...["StartTime", "EndTime", "Status", "StopReason", "MaxIdleTime", "TargetStreams", "Identifier", "Handle"],
  ...["Duration", "StorageConfig", "Control"],
];

async function gather(api: LiveApi) {
  const called = Date.now();
  const started = await api.start(api.required("least"));
  const first = await api.lookUntil(api.key("least"), isRunning);
  const given = {
    MaxIdleTime: 61,
    Duration: 31,
    Handle: false,
    Identifier: `${api.key("given").TaskId}_@.A`,
    Control: { Align: true, Mixed: true, IgnoreSilence: true, RedundantDuration: 1500 },
    TargetStreams: { StreamList: [{ UserId: "b", StreamType: 1, Index: 7 }, { UserId: "a" }] },
    StorageConfig: { Type: 0, TosConfig: { ...api.account.tos, Region: api.account.tos.Region ?? 0 } },
  };
  await api.start({ ...api.key("given"), ...given });
  const { task } = await api.lookUntil(api.key("given"), isRunning);
  const own = taskOf(await api.get(api.key("given")));
  return { called, started, first, least: first.task, given, all: own ?? task };
}

const UUID = /^"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"$/i;

/** What GetSegmentTask tells of tasks that run. */
export const running = group(gather, [
  {
    name: "start",
    assumption: "StartSegment with nothing but the required fields answers ok",
    expected: OK,
    seen: ({ started }) => outcome(started),
  },
  {
    name: "start-shows",
    assumption: "The first GetSegmentTask after a StartSegment shows the task running",
    expected: FIRST_LOOK,
    seen: ({ first }) => looksTaken(first),
  },
  {
    name: "status-running",
    assumption: "A task in a room where nobody publishes runs: Status is 2",
    expected: "2",
    seen: ({ least }) => fieldOf(least, "Status"),
  },
  {
    name: "start-time",
    assumption: "StartTime is when the task started",
    expected: NEAR_THE_CALL,
    seen: ({ least, called }) => timeOf(least, "StartTime", called),
  },
  {
    name: "end-time-running",
    assumption: "EndTime is 0 while a task runs",
    expected: "0",
    seen: ({ least }) => fieldOf(least, "EndTime"),
  },
  {
    name: "stop-reason-running",
    assumption: "StopReason is empty while a task runs",
    expected: '""',
    seen: ({ least }) => fieldOf(least, "StopReason"),
  },
  {
    name: "identifier-made-up",
    assumption: "An Identifier is made up when none is given, and is a UUID",
    expected: "a UUID",
    seen: ({ least }) => {
      const identifier = fieldOf(least, "Identifier");
      return UUID.test(identifier) ? "a UUID" : identifier;
    },
  },
  ...[
    { name: "default-max-idle-time", path: ["MaxIdleTime"], expected: "180" },
    { name: "default-duration", path: ["Duration"], expected: "20" },
    { name: "default-handle", path: ["Handle"], expected: "true" },
    {
      name: "default-control",
      path: ["Control"],
      expected: '{"Align":false,"IgnoreSilence":false,"Mixed":false,"RedundantDuration":0}',
    },
    { name: "default-target-streams", path: ["TargetStreams"], expected: '{"StreamList":[]}' },
    { name: "default-storage-type", path: ["StorageConfig", "Type"], expected: "0" },
  ].map(({ name, path, expected }) => ({
    name,
    assumption: `${path.join(".")} shows its default when it was left out`,
    expected,
    seen: ({ least }: { least: Parameters<typeof fieldOf>[0] }) => fieldOf(least, ...path),
  })),
  ...(["MaxIdleTime", "Duration", "Handle", "Identifier", "Control", "StorageConfig"] as const).map((name) => ({
    name: `given-${name}`,
    assumption: `${name} shows as it was given`,
    expected: AS_GIVEN,
    seen: ({ all, given }: Awaited<ReturnType<typeof gather>>) => echo(all, { [name]: given[name] }),
  })),
  {
    name: "given-target-streams",
    assumption: "Streams show in the order given, with StreamType 0 filled in and Index only where it was given",
    expected: '[{"Index":7,"StreamType":1,"UserId":"b"},{"StreamType":0,"UserId":"a"}]',
    seen: ({ all }) => fieldOf(all, "TargetStreams", "StreamList"),
  },
  {
    name: "fields",
    assumption: "GetSegmentTask tells all documented fields of a running task, none of them null, and no others",
    expected: "all, and no others",
    seen: ({ all = {} }) => {
      const missing = DOCUMENTED.filter((name) => (all[name] ?? null) === null);
      const others = Object.keys(all).filter((name) => !DOCUMENTED.includes(name));
      return missing.length + others.length === 0
        ? "all, and no others"
        : `missing ${shown(missing)}, others ${shown(others)}`;
    },
  },
]);
