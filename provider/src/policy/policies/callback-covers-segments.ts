import { SEGMENT_EVENT } from "../../callback/event";
import { groupsOf, namesOf } from "../collisions";
import { stackPolicy } from "../segment-policy";
import { type ConfigOf, configSchema, type SettingSchemas } from "../settings";
import { notKnownYet, type Verdict, violation } from "../verdict";
import type { CallbackView } from "../view/callback-view";
import { NOT_KNOWN_YET, type SegmentView } from "../view/segment-view";

const SETTINGS = {
  required: {
    type: "boolean",
    description:
      "Whether stacks without any RtcCallback are judged as well, whose callbacks may be set in the console or by another stack.",
    default: false,
  },
} as const satisfies SettingSchemas;

/** Settings of {@link callbackCoversSegments}. */
export interface CallbackCoversSegmentsConfig extends ConfigOf<typeof SETTINGS> {}

/** The check of {@link callbackCoversSegments} as a plain function. */
export function checkCallbackCoversSegments(
  views: readonly SegmentView[],
  { required = SETTINGS.required.default }: CallbackCoversSegmentsConfig,
  callbacks: readonly CallbackView[],
): Verdict[] {
  if (callbacks.length === 0 && !required) return [];
  const apps = groupsOf(
    views.filter(({ appId }) => typeof appId === "string"),
    ({ appId }) => String(appId),
  );
  const waiting = views.filter(({ appId }) => appId === NOT_KNOWN_YET).map((view) => notKnownYet(view, "appId"));
  return [...apps.flatMap((tasks) => judge(tasks, callbacks)), ...waiting];
}

/** The tasks are those of one app. */
function judge(tasks: readonly SegmentView[], callbacks: readonly CallbackView[]): Verdict[] {
  const [first] = tasks;
  if (first === undefined) return [];
  const own = callbacks.filter(({ appId }) => appId === first.appId);
  // Which of an app's callbacks is told of which task is not documented: so any will do.
  if (own.some(tells)) return [];
  const open = own.find(({ events }) => events === NOT_KNOWN_YET || events.includes(NOT_KNOWN_YET));
  if (open !== undefined) return [notKnownYet(open, "events")];
  const anyApp = callbacks.find(({ appId }) => appId === NOT_KNOWN_YET);
  if (anyApp !== undefined) return [notKnownYet(anyApp, "appId")];
  const [silent] = own;
  return silent === undefined
    ? [
        violation(
          first,
          `no RtcCallback of this stack is of app ${JSON.stringify(first.appId)}, but one should be: of the slices of ` +
            `${namesOf(tasks)} nobody is told, unless the callback is set elsewhere. Add an RtcCallback with the event ` +
            `"${SEGMENT_EVENT}", or disable this policy.`,
        ),
      ]
    : [
        violation(
          silent,
          `events lacks "${SEGMENT_EVENT}", but should have it: of the slices of ${namesOf(tasks)} nobody is told. Add it to events.`,
        ),
      ];
}

function tells({ events }: CallbackView): boolean {
  return events !== NOT_KNOWN_YET && events.includes(SEGMENT_EVENT);
}

/**
 * Guards against slices that nobody is told of: the files arrive, and whoever moderates them waits. A stack that has no
 * RtcCallback at all is not judged by default, as its callbacks may be set elsewhere.
 */
export const callbackCoversSegments = stackPolicy<CallbackCoversSegmentsConfig>({
  name: "callback-covers-segments",
  description: "Checks that somebody is told of the slices of every app.",
  severity: "medium",
  enforcementLevel: "advisory",
  configSchema: configSchema(SETTINGS),
  remediationSteps: `Give the app an RtcCallback whose events have "${SEGMENT_EVENT}".`,
  check: checkCallbackCoversSegments,
});
