import { group } from "../check";
import { isRunning, type LiveApi } from "../live-api";
import { NOT_FOUND, outcome } from "../words";

async function gather(api: LiveApi) {
  const key = api.key("unknown");
  const known = api.body("known");
  await api.start(known);
  await api.lookUntil(known, isRunning);
  return {
    get: await api.get(key),
    update: await api.update({ ...key, Duration: 30 }),
    stop: await api.stop(key),
    elsewhere: await api.get({ ...known, RoomId: `${known.RoomId}-2` }),
    nobodys: await api.get({ ...key, AppId: "000000000000000000000000" }),
  };
}

/** What the actions answer for tasks that never were. */
export const unknown = group(gather, [
  ...(["get", "update", "stop"] as const).map((action) => ({
    name: `unknown-${action}`,
    assumption: `${{ get: "GetSegmentTask", update: "UpdateSegment", stop: "StopSegment" }[action]} refuses an unknown task`,
    expected: NOT_FOUND,
    seen: (answers: Awaited<ReturnType<typeof gather>>) => outcome(answers[action]),
  })),
  {
    name: "unknown-room",
    assumption: "The TaskId of a running task is unknown in another room",
    expected: NOT_FOUND,
    seen: ({ elsewhere }) => outcome(elsewhere),
  },
  {
    name: "unknown-app",
    assumption: "An AppId of nobody is no error of its own",
    expected: NOT_FOUND,
    seen: ({ nobodys }) => outcome(nobodys),
  },
]);
