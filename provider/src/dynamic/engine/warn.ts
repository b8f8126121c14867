import * as pulumi from "@pulumi/pulumi";
import { formatDiagnostic } from "../../inputs/diagnostic";
import { withoutCredentials } from "./secret-names";

/** Shows what is allowed but probably not meant as warnings on the resource. Secret and unknown values are left alone. */
export function warnAbout(
  resource: pulumi.Resource,
  { control, storageConfig }: { control?: unknown; storageConfig?: unknown },
): void {
  // Waiting for a value costs each resource of a large stack time, so it is done only where there may be a warning.
  if (control !== undefined) warnWhenKnown(resource, "control", control);
  const storage = withoutCredentials(storageConfig);
  if (mayBeDoubtful(storage)) warnWhenKnown(resource, "storageConfig", storage);
}

/** Only S3 and OSS have regions to warn about, and most programs say right away where their audio goes. */
function mayBeDoubtful(storage: unknown): boolean {
  if (typeof storage !== "object" || storage === null || pulumi.Output.isInstance(storage)) return true;
  const { type, vendor } = storage as { type?: unknown; vendor?: unknown };
  return type !== "tos" && (typeof vendor !== "string" || vendor === "s3" || vendor === "oss");
}

function warnWhenKnown(resource: pulumi.Resource, field: string, value: unknown): void {
  const output: pulumi.Output<unknown> = pulumi.output(value);
  output.apply(async (known) => {
    if (await pulumi.isSecret(output)) return;
    // Loaded only now: the validation would cost the start of every program 30 ms.
    const { warnings } = await import("../../segment/validate.js");
    for (const diagnostic of warnings({ [field]: known }))
      await pulumi.log.warn(formatDiagnostic(diagnostic), resource);
  });
}
