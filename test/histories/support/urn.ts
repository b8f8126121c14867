import type { Declaration } from "./engine";

/** How the engine calls a resource, which changes with the components around it. */
export function urnOf(
  { project, name: stack }: { project: string; name: string },
  { kind, parents, name }: Pick<Declaration, "kind" | "parents" | "name">,
): string {
  const types = [...(parents === undefined ? [] : [parents]), `pulumi-nodejs:dynamic/volcengine-rtc:${kind}`];
  return `urn:pulumi:${stack}::${project}::${types.join("$")}::${name}`;
}
