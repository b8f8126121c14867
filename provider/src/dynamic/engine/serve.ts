import type { dynamic } from "@pulumi/pulumi";
import type { Difference, Handlers } from "../../adapter/engine/handlers";
import { withStacksOfBugs } from "../../adapter/engine/stacks";
import type { ProviderConfig } from "./provider-config";

/** What the resources of one provider process share. */
export interface ProviderProcess {
  config: ProviderConfig;
  /** Told before inputs are checked, which each preview and `up` has done; what else the engine asks for fails by itself. */
  beforeCheck: () => void;
}

/** Makes a provider, as Pulumi's dynamic provider process calls it, of what is one resource's own. */
export function serve(
  handlers: Handlers,
  { config, beforeCheck }: ProviderProcess,
): Required<dynamic.ResourceProvider> {
  return {
    /** Synchronous on purpose; see `ProviderConfig`. */
    configure: (request) => {
      config.set(request);
      return Promise.resolve();
    },
    check: (olds, news) => {
      beforeCheck();
      return withStacksOfBugs(() => handlers.check(olds, news), true);
    },
    diff: (id, olds, news) => withStacksOfBugs(async () => diffResult(await handlers.diff(id, olds, news)), true),
    create: (inputs) => withStacksOfBugs(() => handlers.create(inputs), false),
    read: (id, props) => withStacksOfBugs(() => handlers.read(id, props), true),
    update: (id, olds, news) => withStacksOfBugs(() => handlers.update(id, olds, news), false),
    delete: (id, props) => withStacksOfBugs(() => handlers.delete(id, props), true),
  };
}

function diffResult(difference: Difference): dynamic.DiffResult {
  if (!difference.changes) return { changes: false };
  const { unseen, replaces, deleteBeforeReplace } = difference;
  return {
    // Left open, the engine compares the inputs itself and shows the lines that differ.
    ...(unseen ? { changes: true } : {}),
    ...(replaces === undefined ? {} : { replaces: [...replaces] }),
    ...(deleteBeforeReplace === undefined ? {} : { deleteBeforeReplace }),
  };
}
