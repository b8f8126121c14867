import { segmentKind } from "../resource-types";
import type { Owner } from "../segment/owner";
import { fromStrict, withKeys } from "../segment/strict-spelling";
import { UserError } from "../user-error";
import { clearText } from "./clear-text";
import type { SegmentResource } from "./segment-resource";

/** A resource of this package as the state of a stack has it. */
export interface StateResource extends SegmentResource {
  kind: Owner["kind"];
  /** As in `inputs`, what is hidden is `SECRET`. */
  outputs: Readonly<Record<string, unknown>>;
  /** Empty as long as there is none. */
  id: string;
  /** Replaced, and to be deleted as soon as that is possible. */
  replaced: boolean;
}

/** What an operation was about to do when it was cut off. */
export interface PendingOperation extends SegmentResource {
  kind: Owner["kind"];
  type: "creating" | "updating";
}

/** What the state of a stack says of the resources of this package. */
export interface StackState {
  /** Those that the stack holds; tasks that it only reads are somebody else's, and left out. */
  resources: StateResource[];
  /** What may have started a task that no resource holds. */
  pending: PendingOperation[];
}

interface ExportedResource {
  urn: string;
  type: string;
  id?: string;
  external?: boolean;
  delete?: boolean;
  pendingReplacement?: boolean;
  inputs?: unknown;
  outputs?: unknown;
}

interface ExportedState {
  deployment?: {
    resources?: ExportedResource[] | null;
    pending_operations?: { resource: ExportedResource; type: string }[] | null;
  };
}

/**
 * @param text What `pulumi stack export` printed.
 * @param source Where it comes from, for messages.
 */
export function readState(text: string, source: string): StackState {
  const { deployment } = parsed(text) ?? {};
  if (deployment === undefined) {
    throw new UserError(`Can't read a state from ${source}: it is not what \`pulumi stack export\` prints`);
  }
  return {
    resources: (deployment.resources ?? []).flatMap((resource) => {
      // One that waits for its replacement is deleted already.
      if (resource.external || resource.pendingReplacement) return [];
      return ofThisPackage(resource).map((own) => ({
        ...own,
        id: resource.id ?? "",
        replaced: resource.delete ?? false,
      }));
    }),
    pending: (deployment.pending_operations ?? []).flatMap(({ resource, type }) => {
      if (resource.external || (type !== "creating" && type !== "updating")) return [];
      return ofThisPackage(resource).map(({ outputs: _, ...own }) => ({ ...own, type }));
    }),
  };
}

function ofThisPackage({ urn, type, inputs, outputs }: ExportedResource): Omit<StateResource, "id" | "replaced">[] {
  const kind = segmentKind(type);
  if (kind === undefined) return [];
  const secrets: string[] = [];
  const clear = (value: unknown, found: string[]) =>
    fromStrict((clearText(value, found) ?? {}) as Record<string, unknown>);
  const given = clear(inputs, secrets);
  // Of outputs whole objects may be marked for one secret in them, with words in them that are none.
  return [{ urn, kind, inputs: given, outputs: withKeys(clear(outputs, []), given), secrets }];
}

function parsed(text: string): ExportedState | undefined {
  try {
    return JSON.parse(text) as ExportedState | undefined;
  } catch {
    return undefined;
  }
}
