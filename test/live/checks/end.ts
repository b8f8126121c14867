import { group } from "../check";
import { FIRST_LOOK, hasEnded, isRunning, type LiveApi, looksTaken } from "../live-api";
import { AS_GIVEN, echo, fieldOf, NEAR_THE_CALL, NOT_FOUND, OK, outcome, timeOf } from "../words";

const IDLE_S = 5;

async function gather(api: LiveApi) {
  const key = api.key("stop");
  const Identifier = key.TaskId;
  await api.start({ ...api.body("stop"), Identifier });
  const before = (await api.lookUntil(key, isRunning)).task;
  const called = Date.now();
  const stopped = await api.stop(key);
  const looked = await api.lookUntil(key, hasEnded);
  const again = await api.stop(key);
  const updated = await api.update({ ...key, Duration: 30 });
  const idle = { ...api.body("idle"), MaxIdleTime: IDLE_S };
  await api.start(idle);
  const alone = (await api.lookUntil(idle, hasEnded, 1_000)).task;
  return { before, Identifier, called, stopped, looked, task: looked.task, again, updated, alone };
}

/** How tasks end, and what they answer then. */
export const end = group(gather, [
  {
    name: "stop",
    assumption: "StopSegment on a running task answers ok",
    expected: OK,
    seen: ({ stopped }) => outcome(stopped),
  },
  {
    name: "stop-shows",
    assumption: "The first GetSegmentTask after a StopSegment shows that the task has ended",
    expected: FIRST_LOOK,
    seen: ({ looked }) => looksTaken(looked),
  },
  {
    name: "status-ended",
    assumption: "Status of a stopped task is 3",
    expected: "3",
    seen: ({ task }) => fieldOf(task, "Status"),
  },
  {
    name: "stop-reason",
    assumption: "StopReason of a stopped task is StopByAPI",
    expected: '"StopByAPI"',
    seen: ({ task }) => fieldOf(task, "StopReason"),
  },
  {
    name: "end-time",
    assumption: "EndTime is when the task ended",
    expected: NEAR_THE_CALL,
    seen: ({ task, called }) => timeOf(task, "EndTime", called),
  },
  {
    name: "ended-keeps",
    assumption: "A stopped task still shows its StartTime and Identifier",
    expected: AS_GIVEN,
    seen: ({ task, before, Identifier }) => echo(task, { StartTime: before?.StartTime, Identifier }),
  },
  {
    name: "stop-again",
    assumption: "StopSegment on a stopped task is refused as for an unknown one",
    expected: NOT_FOUND,
    seen: ({ again }) => outcome(again),
  },
  {
    name: "update-ended",
    assumption: "UpdateSegment on a stopped task is refused as for an unknown one",
    expected: NOT_FOUND,
    seen: ({ updated }) => outcome(updated),
  },
  {
    name: "idle-reason",
    assumption: "A task that nobody published for ends with StopReason IdleTimeOut",
    expected: '"IdleTimeOut"',
    seen: ({ alone }) => fieldOf(alone, "StopReason"),
  },
  {
    name: "idle-time",
    assumption: "A task that nobody published for ends MaxIdleTime after its start",
    expected: `${IDLE_S} s`,
    seen: ({ alone }) =>
      alone === undefined ? "no task" : `${Math.round((Number(alone.EndTime) - Number(alone.StartTime)) / 1000)} s`,
  },
]);
