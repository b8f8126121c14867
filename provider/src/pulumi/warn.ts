import * as pulumi from "@pulumi/pulumi";
import { formatFinding, warnings } from "../segment/validate";
import type { SegmentTaskArgs } from "./segment-task-args";

/** Shows what is allowed but probably not meant as warnings on the resource. Secret and unknown values are left alone. */
export function warnAbout(
  resource: pulumi.Resource,
  { control, storageConfig }: Pick<SegmentTaskArgs, "control" | "storageConfig">,
): void {
  pulumi.output(control).apply((known) => warn(resource, { control: known }));
  pulumi.output(storageConfig).apply((storage) => {
    const { credentials: _, ...known } = (storage ?? {}) as { credentials?: unknown };
    return warn(resource, { storageConfig: known });
  });
}

async function warn(resource: pulumi.Resource, inputs: object): Promise<void> {
  for (const finding of warnings(inputs)) await pulumi.log.warn(formatFinding(finding), resource);
}
