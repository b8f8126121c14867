import { plainData } from "../policy/view/plain-data";
import { segmentKind } from "../resource-types";
import { readPreviews } from "../review/input/preview";
import { contentOf } from "./content";
import type { SegmentResource } from "./segment-resource";

/** After which a preview's resource is not there, or is only looked at. */
const NOT_ITS_OWN =
  /^(delete|delete-replaced|read|read-replacement|discard|discard-replaced|refresh|remove-pending-replace)$/;

/** The resources that a stack is going to have, from what `pulumi preview --json` printed. */
export async function resourcesInPreview(file: string): Promise<SegmentResource[]> {
  const previews = readPreviews(await contentOf(file), file);
  const found = new Map<string, SegmentResource>();
  for (const { op, urn, newState } of previews.flatMap(({ steps }) => steps)) {
    if (NOT_ITS_OWN.test(op) || !newState || newState.external || segmentKind(newState.type ?? "") === undefined)
      continue;
    found.set(urn, { urn, inputs: plainData(newState.inputs ?? {}) as SegmentResource["inputs"], secrets: [] });
  }
  return [...found.values()];
}
