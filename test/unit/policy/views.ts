import { UNKNOWN } from "#inputs/unknown";
import { findings, type Verdict } from "#policy/verdict";
import type { SegmentView } from "#policy/view/segment-view";
import { tasksOf } from "#policy/view/tasks-of";

export { UNKNOWN };

export const TOS = { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-beijing" };

export const OSS = {
  type: "custom",
  vendor: "oss",
  bucket: "stage-audio",
  region: "cn-hangzhou",
  credentials: { accessKey: "write-only-access-key", secretKey: "write-only-secret-key" },
};

export function urnOf(name: string, type = "SegmentTask"): string {
  return `urn:pulumi:prod::rooms::pulumi-nodejs:dynamic/volcengine-rtc:${type}::${name}`;
}

export function resource(props: object, name = "lobby", type = "SegmentTask") {
  return { urn: urnOf(name, type), type: `pulumi-nodejs:dynamic/volcengine-rtc:${type}`, name, props };
}

/** A SegmentTask with these inputs, as policies see it. */
export function task(props: object = {}, name = "lobby"): SegmentView {
  const [view] = tasksOf(resource({ appId: "app", roomId: "lobby", storageConfig: TOS, ...props }, name));
  if (view === undefined) throw new Error("These inputs are no task");
  return view;
}

/** A SegmentTask with this storage. */
export function stored(storageConfig: unknown): SegmentView {
  return task({ storageConfig });
}

export function messages(verdicts: readonly Verdict[]): string[] {
  return findings(verdicts).map(({ message }) => message);
}

/** The paths the verdicts wait for; fails when there is another verdict among them. */
export function awaited(verdicts: readonly Verdict[]): string[] {
  return verdicts.map((verdict) => {
    if (verdict.kind !== "notKnownYet") throw new Error(`Not waiting: ${JSON.stringify(verdict)}`);
    return verdict.path;
  });
}
