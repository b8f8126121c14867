import type { Owner } from "../segment/identity";

/** `<project>/<stack>/<name>`; only the name may contain a slash. */
export function ownerText({ project, stack, name }: Owner): string {
  return `${project}/${stack}/${name}`;
}

export function parseOwner(text: unknown): Owner {
  const [project = "", stack = "", ...name] = String(text).split("/");
  return { project, stack, name: name.join("/") };
}
