import { PLUGIN_PACKAGE } from "../resource-types";
import type { ConfigLookup } from "../rtc-api/settings";
import { contentOf } from "./content";
import { pulumi } from "./pulumi";
import { readState, type StackState } from "./state";

/** Which stack: a file that `pulumi stack export` printed, or one that the CLI knows, by default the selected one. */
export interface StackSource {
  state?: string | undefined;
  stack?: string | undefined;
}

/** A stack as it is now, and its configuration, both in clear where that can be: they are kept nowhere. */
export interface Stack extends StackState {
  config: ConfigLookup;
}

export async function readStack({ state, stack }: StackSource): Promise<Stack> {
  if (state !== undefined) return { ...readState(await contentOf(state), state), config: () => undefined };
  const named = stack === undefined ? [] : ["--stack", stack];
  const [exported, settings] = await Promise.all([
    pulumi("stack", "export", "--show-secrets", ...named),
    pulumi("config", "--json", "--show-secrets", ...named),
  ]);
  const config = JSON.parse(settings) as Config;
  const source = stack === undefined ? "the selected stack" : `the stack ${stack}`;
  return { ...readState(exported, source), config: (key) => valueIn(config, key) };
}

type Config = Record<string, { value?: string } | undefined>;

/** As the dynamic resources have it, or else as the plugin does. */
function valueIn(config: Config, key: string): string | undefined {
  return (config[`volcengine:${key}`] ?? config[`${PLUGIN_PACKAGE}:${key}`])?.value;
}
