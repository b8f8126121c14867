import { STREAM } from "../../segment/fields";
import { groupsOf, namesOf } from "../collisions";
import { stackPolicy } from "../segment-policy";
import { notKnownYet, type Verdict, violation } from "../verdict";
import { NOT_KNOWN_YET, type Seen, type SegmentView } from "../view/segment-view";

/** The streams a task slices. */
type Coverage = "all" | ReadonlySet<string>;

interface Covering {
  view: SegmentView;
  room: string;
  streams: Coverage;
}

/** The check of {@link roomCoveredOnce} as a plain function. */
export function checkRoomCoveredOnce(views: readonly SegmentView[]): Verdict[] {
  const covering: Covering[] = [];
  const waiting: Verdict[] = [];
  for (const view of views) {
    const { appId, roomId } = view;
    if (appId === undefined || roomId === undefined) continue;
    const streams = coverageOf(view);
    if (appId === NOT_KNOWN_YET) waiting.push(notKnownYet(view, "appId"));
    else if (roomId === NOT_KNOWN_YET) waiting.push(notKnownYet(view, "roomId"));
    else if (streams === NOT_KNOWN_YET) waiting.push(notKnownYet(view, "targetStreams"));
    else covering.push({ view, room: JSON.stringify([appId, roomId]), streams });
  }
  // A task alone can't overlap with another.
  return [...groupsOf(covering, ({ room }) => room).flatMap(overlaps), ...(views.length > 1 ? waiting : [])];
}

function coverageOf({ targetStreams }: SegmentView): Seen<Coverage> {
  if (targetStreams === NOT_KNOWN_YET) return NOT_KNOWN_YET;
  if (targetStreams.length === 0) return "all";
  const streams = new Set<string>();
  for (const stream of targetStreams) {
    if (stream === NOT_KNOWN_YET) return NOT_KNOWN_YET;
    const { userId, streamType = STREAM.streamType.default } = stream;
    if (userId === NOT_KNOWN_YET || streamType === NOT_KNOWN_YET) return NOT_KNOWN_YET;
    if (userId !== undefined) streams.add(`${JSON.stringify(userId)} (${streamType})`);
  }
  return streams;
}

function overlaps(inRoom: readonly Covering[]): Verdict[] {
  return inRoom.flatMap(({ view, room, streams }) => {
    const others = inRoom.filter((other) => other.view !== view && common(streams, other.streams).length > 0);
    if (others.length === 0) return [];
    const twice = [...new Set(others.flatMap((other) => common(streams, other.streams)))];
    const [, roomId] = JSON.parse(room) as [string, string];
    return [
      violation(
        view,
        `room ${JSON.stringify(roomId)} is also sliced by ${namesOf(others.map((other) => other.view))}, but should be sliced ` +
          `once: ${twice.join(", ")} would be uploaded and reported twice. Drop one of the tasks, or give them ` +
          "different targetStreams.",
      ),
    ];
  });
}

function common(one: Coverage, other: Coverage): string[] {
  if (one === "all" && other === "all") return ["every stream"];
  if (one === "all") return [...(other as ReadonlySet<string>)];
  return [...one].filter((stream) => other === "all" || other.has(stream));
}

/**
 * Guards against slicing the same audio twice, which doubles files, callbacks and cost. Sometimes that is wanted, for
 * example while storage is moved: so it is an advice. Tasks of other stacks and automatic slicing can't be known.
 */
export const roomCoveredOnce = stackPolicy<object>({
  name: "room-covered-once",
  description: "Checks that no two tasks slice the same streams of a room.",
  severity: "low",
  enforcementLevel: "advisory",
  remediationSteps: "Drop one of the tasks, or give them different targetStreams.",
  check: checkRoomCoveredOnce,
});
