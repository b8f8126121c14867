import type { dynamic } from "@pulumi/pulumi";
import type { ProviderConfig } from "./provider-config";
import { withStacksOfBugs } from "./stacks";

/** What one resource does when the engine asks; the rest of a provider is the same for all. */
export type Handlers = Required<Omit<dynamic.ResourceProvider, "configure">>;

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
    diff: (id, olds, news) => withStacksOfBugs(() => handlers.diff(id, olds, news), true),
    create: (inputs) => withStacksOfBugs(() => handlers.create(inputs), false),
    read: (id, props) => withStacksOfBugs(() => handlers.read(id, props), true),
    update: (id, olds, news) => withStacksOfBugs(() => handlers.update(id, olds, news), false),
    delete: (id, props) => withStacksOfBugs(() => handlers.delete(id, props), true),
  };
}
