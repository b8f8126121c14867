import type { ResourceState } from "#test/e2e/support/stack";
import type { Saved } from "./engine";

/** What a state of the CLI says of its resources, as the model of the engine would keep it; components are left out. */
export function keptByCli(
  state: readonly ResourceState[],
): Pick<Saved, "urn" | "id" | "outputs" | "doomed" | "awaited" | "incomplete">[] {
  return state.flatMap((resource) => {
    const { urn, id, outputs = {}, delete: doomed = false, pendingReplacement: awaited = false, initErrors } = resource;
    return id === undefined ? [] : [{ urn, id, outputs, doomed, awaited, incomplete: (initErrors ?? []).length > 0 }];
  });
}
