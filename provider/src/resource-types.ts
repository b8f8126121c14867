/** What a resource of this package looks after. */
export type ResourceKind = "task" | "group" | "callback";

const DYNAMIC = "pulumi-nodejs:dynamic/volcengine-rtc:";

/** How the engine calls the resources of this package: a dynamic one is known by this from its first state on. */
export const DYNAMIC_TYPES = {
  task: `${DYNAMIC}SegmentTask`,
  group: `${DYNAMIC}SegmentTaskGroup`,
  callback: `${DYNAMIC}RtcCallback`,
} as const satisfies Record<ResourceKind, string>;

/** The package of the plugin, whose name is also that of its configuration. */
export const PLUGIN_PACKAGE = "volcengine-rtc";

const PLUGIN = `${PLUGIN_PACKAGE}:index:`;

/** How it calls them where the plugin serves them. */
export const PLUGIN_TYPES = {
  task: `${PLUGIN}SegmentTask`,
  group: `${PLUGIN}SegmentTaskGroup`,
  callback: `${PLUGIN}Callback`,
} as const satisfies Record<ResourceKind, string>;

const KINDS: ReadonlyMap<string, ResourceKind> = new Map(
  [DYNAMIC_TYPES, PLUGIN_TYPES].flatMap((types) =>
    Object.entries(types).map(([kind, type]) => [type, kind as ResourceKind] as const),
  ),
);

/** Whether a resource of this type is of this package, also one that only a later version of it knows. */
export function isOwnType(type: string): boolean {
  return type.startsWith(DYNAMIC) || type.startsWith(PLUGIN);
}

/** What a resource of this type looks after; nothing where it is of another package. */
export function resourceKind(type: string): ResourceKind | undefined {
  return KINDS.get(type);
}

/** Whether a resource of this type holds segment tasks, one or many; nothing where it holds none. */
export function segmentKind(type: string): "task" | "group" | undefined {
  const kind = resourceKind(type);
  return kind === "callback" ? undefined : kind;
}
