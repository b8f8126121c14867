import { readFileSync } from "node:fs";
import { type Preview, readPreviews } from "#review/input/preview";
import type { Step } from "#review/input/step";
import { review } from "#review/review";

/** The text of a preview that the real CLI printed. */
export function previewText(name: string): string {
  return readFileSync(new URL(`../../fixtures/previews/${name}.json`, import.meta.url), "utf8");
}

export async function reviewed(names: readonly string[], policyConfig?: string): Promise<string> {
  const previews = names.flatMap((name) => readPreviews(previewText(name), name, names.length > 1 ? name : undefined));
  return markdown(previews, policyConfig);
}

export async function markdown(previews: readonly Preview[], policyConfig?: string): Promise<string> {
  const options = policyConfig === undefined ? {} : { policyConfig };
  return (await review(previews, { format: "markdown", ...options })).output;
}

const APP = "661e2f8a9c1d4b0012a543cf";
const TYPE = "pulumi-nodejs:dynamic/volcengine-rtc:SegmentTask";

type Inputs = Record<string, unknown>;

export function tos(bucket: string, region = "cn-beijing"): Inputs {
  return { type: "tos", accountId: "2100000990", bucket, region };
}

/** A preview with steps made by hand, for what is hard to bring about with a real stack. */
export function preview(...steps: Step[]): Preview {
  const [read] = readPreviews(JSON.stringify({ steps }), "steps made by hand", "rooms/test");
  if (read === undefined) throw new Error("These steps are no preview");
  return read;
}

/** A step for a SegmentTask. The name of the resource is its task id too. */
export function step(
  op: string,
  name: string,
  before: Inputs | undefined,
  after: Inputs | undefined,
  more: Partial<Step> = {},
): Step {
  const urn = `urn:pulumi:test::rooms::${TYPE}::${name}`;
  const whole = (inputs: Inputs) => ({
    appId: APP,
    roomId: "lobby",
    taskId: name,
    maxIdleTime: 600,
    storageConfig: tos("audio"),
    ...inputs,
  });
  return {
    op,
    urn,
    ...(before && {
      oldState: { type: TYPE, inputs: whole(before), outputs: { status: "running", ...whole(before) } },
    }),
    ...(after && { newState: { type: TYPE, inputs: whole(after) } }),
    ...more,
  };
}
