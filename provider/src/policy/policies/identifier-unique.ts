import { collisions } from "../collisions";
import { stackPolicy } from "../segment-policy";
import type { Verdict } from "../verdict";
import { NOT_KNOWN_YET, type SegmentView } from "../view/segment-view";

/** The check of {@link identifierUnique} as a plain function. */
export function checkIdentifierUnique(views: readonly SegmentView[]): Verdict[] {
  return collisions(
    views,
    placeOf,
    ({ identifier }, others) =>
      `identifier is ${JSON.stringify(identifier)}, as in ${others}, which write to the same bucket, but must be ` +
      "unique there. Give each task an identifier of its own, or none: tasks that share one overwrite each other's files.",
  );
}

/** Tasks without an identifier get a random one from the API. A bucket's name is unique on its platform, in all regions. */
function placeOf(view: SegmentView) {
  const { identifier, storageConfig } = view;
  if (identifier === undefined || storageConfig === undefined) return undefined;
  if (storageConfig === NOT_KNOWN_YET) return { waitingFor: "storageConfig" };
  const { platform, bucket } = storageConfig;
  if (platform === undefined || bucket === undefined) return undefined;
  if (identifier === NOT_KNOWN_YET) return { waitingFor: "identifier" };
  if (platform === NOT_KNOWN_YET) return { waitingFor: "storageConfig.vendor" };
  if (bucket === NOT_KNOWN_YET) return { waitingFor: "storageConfig.bucket" };
  return { key: [platform, bucket, identifier] };
}

/**
 * Guards against lost audio: the identifier begins the name of every file, and the API's page wants it unique among all
 * tasks, or files get overwritten. Looked at are tasks that write to the same bucket. Other stacks and what was written
 * before can't be known.
 *
 * Source: StartSegment 2023-11-01, `Identifier` (document 1188212).
 */
export const identifierUnique = stackPolicy<object>({
  name: "identifier-unique",
  description: "Checks that no two tasks write to one bucket under one identifier.",
  severity: "high",
  enforcementLevel: "mandatory",
  remediationSteps: "Give each task an identifier of its own, or leave it out: the API then makes up a random one.",
  check: checkIdentifierUnique,
});
