import type { dynamic } from "@pulumi/pulumi";

/**
 * Has a provider tell, at preview already, what will keep `up` from calling the API, such as keys that are missing. A
 * preview calls nothing, so it would be green.
 *
 * @returns What to wrap around each provider of this process; together they tell it once.
 */
export function settingsWarning(
  read: () => unknown,
  print: (line: string) => void = console.warn,
): (provider: dynamic.ResourceProvider) => dynamic.ResourceProvider {
  let looked = false;
  const look = () => {
    if (looked) return;
    looked = true;
    try {
      read();
    } catch (error) {
      print(
        `warning: ${error instanceof Error ? error.message : String(error)}. Until then "pulumi up" fails where it has to call the API`,
      );
    }
  };
  return (provider) =>
    new Proxy(provider, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== "function") return member;
        return (...args: unknown[]): unknown => {
          // The engine has inputs checked by each preview and `up`; what else it asks for calls the API and fails by itself.
          if (key === "check") look();
          return Reflect.apply(member, target, args);
        };
      },
    });
}
