import type { CustomResourceOptions } from "@pulumi/pulumi";

/**
 * Of a replacement that the user forces the provider sees nothing but the new resource. With an id of the user's own that
 * finds the old task running, which only a prefix made up for this resource tells from somebody else's. Where there is
 * none, or where `adopt` would have it taken for one given up, the old task has to stop first.
 */
export function replacementOrder(args: {
  taskId?: unknown;
  identifier?: unknown;
  adopt?: unknown;
}): Pick<CustomResourceOptions, "deleteBeforeReplace"> {
  const { taskId, identifier, adopt } = args;
  return taskId !== undefined && (identifier !== undefined || adopt !== undefined) ? { deleteBeforeReplace: true } : {};
}
