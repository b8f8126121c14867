import { RtcApiError } from "#rtc-api/error";
import type { StartSegmentBody } from "#segment/api/wire";
import { taskOf } from "../answer";
import { group } from "../check";
import { hasEnded, isRunning, type LiveApi } from "../live-api";
import { fieldOf, OK, outcome } from "../words";

const HINT = "The task has been started. Please do not call the startup task interface repeatedly";

async function understood(api: LiveApi, body: StartSegmentBody): Promise<string> {
  try {
    return await api.client.start(body, api.operation());
  } catch (error) {
    if (error instanceof RtcApiError && !api.cancelled) return `not understood (${error.failure.side})`;
    throw error;
  }
}

async function gather(api: LiveApi) {
  const body = { ...api.body("again"), Duration: 31 };
  await api.start(body);
  const before = (await api.lookUntil(body, isRunning)).task;
  const twice = await api.start({ ...body, Duration: 41 });
  const client = await understood(api, { ...body, Duration: 41 });
  const between = taskOf(await api.get(body));
  await api.stop(body);
  const anew = await api.start({ ...body, Duration: 51 });
  const after = (await api.lookUntil(body, (task) => isRunning(task) && task?.Duration === 51)).task;
  await api.stop(body);
  await api.lookUntil(body, hasEnded);
  return { before, twice, client, between, anew, after };
}

/** StartSegment for a task that was started before. */
export const again = group(gather, [
  {
    name: "duplicate",
    assumption: "StartSegment on a running task answers HTTP 200 with the documented hint",
    expected: `HTTP 200 "${HINT}"`,
    seen: ({ twice }) => outcome(twice),
  },
  {
    name: "duplicate-understood",
    assumption: "The provider understands what StartSegment answers on a running task",
    expected: "alreadyStarted",
    seen: ({ client }) => client,
  },
  {
    name: "duplicate-applies-nothing",
    assumption: "StartSegment on a running task changes nothing: its Duration stays 31",
    expected: "31",
    seen: ({ between }) => fieldOf(between, "Duration"),
  },
  {
    name: "anew",
    assumption: "A task can be started again under the same ids right after its StopSegment",
    expected: OK,
    seen: ({ anew }) => outcome(anew),
  },
  {
    name: "anew-shows",
    assumption: "After a start anew GetSegmentTask shows the new run, with a StartTime of its own",
    expected: "a later StartTime",
    seen: ({ before, after }) =>
      Number(after?.StartTime) > Number(before?.StartTime) ? "a later StartTime" : fieldOf(after, "StartTime"),
  },
]);
