import * as pulumi from "@pulumi/pulumi";
import { formatFinding, warnings } from "../segment/validate";
import type { SegmentTaskArgs } from "./segment-task-args";

/** Shows what is allowed but probably not meant as warnings on the resource. Secret and unknown values are left alone. */
export function warnAbout(
  resource: pulumi.Resource,
  { control, storageConfig }: Pick<SegmentTaskArgs, "control" | "storageConfig">,
): void {
  warnWhenKnown(resource, "control", control);
  warnWhenKnown(resource, "storageConfig", withoutCredentials(storageConfig));
}

/** Credentials are secret and would make the whole of a storage secret; they are nothing to warn about. */
function withoutCredentials(storage: SegmentTaskArgs["storageConfig"]): unknown {
  if (typeof storage !== "object" || pulumi.Output.isInstance(storage) || storage instanceof Promise) return storage;
  const { credentials: _, ...rest } = storage as { credentials?: unknown };
  return rest;
}

function warnWhenKnown(resource: pulumi.Resource, field: string, value: unknown): void {
  const output: pulumi.Output<unknown> = pulumi.output(value);
  output.apply(async (known) => {
    if (await pulumi.isSecret(output)) return;
    for (const finding of warnings({ [field]: known })) await pulumi.log.warn(formatFinding(finding), resource);
  });
}
