import { taskOf } from "../answer";
import { group } from "../check";
import { FIRST_LOOK, isRunning, type LiveApi, looksTaken } from "../live-api";
import { AS_GIVEN, echo, fieldOf, OK, outcome } from "../words";

async function gather(api: LiveApi) {
  const key = api.key("update");
  const identifier = (end: string) => `${key.TaskId}-${end}`;
  await api.start({ ...api.body("update"), Identifier: identifier("1"), Handle: false, Duration: 31 });
  const before = (await api.lookUntil(key, isRunning)).task;
  const changed = { Identifier: identifier("2"), Handle: false, Duration: 41 };
  const updated = await api.update({ ...key, ...changed });
  const looked = await api.lookUntil(key, (task) => task?.Duration === 41);
  await api.update({ ...key, Duration: 51 });
  const { task: withoutHandle } = await api.lookUntil(key, (task) => task?.Duration === 51);
  await api.update({ ...key, Identifier: identifier("3"), Handle: false });
  const { task: withoutDuration } = await api.lookUntil(key, (task) => task?.Identifier === identifier("3"));
  const nulls = await api.update({ ...key, Identifier: null, Handle: null, Duration: 52 });
  const { task: withNulls } = await api.lookUntil(key, (task) => task?.Duration === 52);
  return {
    before,
    changed,
    updated,
    looked,
    withoutHandle,
    withoutDuration,
    nulls,
    withNulls,
    now: taskOf(await api.get(key)),
  };
}

/** What UpdateSegment changes, and what it does with fields that are left out. */
export const update = group(gather, [
  {
    name: "update",
    assumption: "UpdateSegment on a running task answers ok",
    expected: OK,
    seen: ({ updated }) => outcome(updated),
  },
  {
    name: "update-shows",
    assumption: "The first GetSegmentTask after an UpdateSegment shows what changed",
    expected: FIRST_LOOK,
    seen: ({ looked }) => looksTaken(looked),
  },
  {
    name: "update-applies",
    assumption: "UpdateSegment applies Identifier, Handle and Duration",
    expected: AS_GIVEN,
    seen: ({ looked, changed }) => echo(looked.task, changed),
  },
  {
    name: "update-keeps-run",
    assumption: "UpdateSegment leaves StartTime as it is",
    expected: AS_GIVEN,
    seen: ({ before, now }) => echo(now, { StartTime: before?.StartTime }),
  },
  {
    name: "update-omitted-handle",
    assumption: "A Handle left out of UpdateSegment goes back to true",
    expected: "true",
    seen: ({ withoutHandle }) => fieldOf(withoutHandle, "Handle"),
  },
  {
    name: "update-omitted-identifier",
    assumption: "An Identifier left out of UpdateSegment stays",
    expected: AS_GIVEN,
    seen: ({ withoutHandle, changed }) => echo(withoutHandle, { Identifier: changed.Identifier }),
  },
  {
    name: "update-omitted-duration",
    assumption: "A Duration left out of UpdateSegment goes back to 20",
    expected: "20",
    seen: ({ withoutDuration }) => fieldOf(withoutDuration, "Duration"),
  },
  {
    name: "update-null",
    assumption: "UpdateSegment takes null",
    expected: OK,
    seen: ({ nulls }) => outcome(nulls),
  },
  {
    name: "update-null-handle",
    assumption: "A Handle that is null in UpdateSegment goes back to true, as one that is left out",
    expected: "true",
    seen: ({ withNulls }) => fieldOf(withNulls, "Handle"),
  },
]);
