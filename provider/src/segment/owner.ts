/** Whose task it is: what makes a resource unique among all programs of an account. */
export interface Owner {
  kind: "task" | "group";
  project: string;
  stack: string;
  /** The types of the components it stands in, outermost first, as in its URN; absent outside of components. */
  parents?: string;
  name: string;
}

/** As an owner is written down, and told apart from others. Only the name of one outside of components may contain a slash. */
export function ownerText({ project, stack, parents, name }: Omit<Owner, "kind">): string {
  return parents === undefined ? `${project}/${stack}/${name}` : JSON.stringify({ project, stack, parents, name });
}

export function parseOwner(kind: Owner["kind"], text: unknown): Owner {
  if (String(text).startsWith("{")) return { kind, ...(JSON.parse(String(text)) as Omit<Owner, "kind">) };
  const [project = "", stack = "", ...name] = String(text).split("/");
  return { kind, project, stack, name: name.join("/") };
}

/** As messages name a resource. */
export function nameOf({ kind, name }: Owner): string {
  return `${kind === "task" ? "SegmentTask" : "SegmentTaskGroup"} ${name}`;
}

/** The owner that a resource's URN speaks of: `urn:pulumi:<stack>::<project>::<types>::<name>`. */
export function ownerOfUrn(kind: Owner["kind"], urn: string): Owner {
  const [head = "", project = "", types = "", ...name] = urn.split("::");
  const stack = head.slice("urn:pulumi:".length);
  const parents = types.split("$").slice(0, -1).join("$");
  return { kind, project, stack, ...(parents === "" ? {} : { parents }), name: name.join("::") };
}
