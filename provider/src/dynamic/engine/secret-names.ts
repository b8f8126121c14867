import * as pulumi from "@pulumi/pulumi";

/**
 * The names of the arguments that hold a secret, separated by spaces; absent where none can. The engine hands a dynamic
 * provider plain values, so it must be told what it may not repeat.
 */
export function secretNames(args: object): Promise<string> | undefined {
  const open = Object.entries(args).filter(([, value]) => holdsOutput(value));
  if (open.length === 0) return undefined;
  const names = open.map(async ([name, value]) =>
    (await pulumi.isSecret(pulumi.output(withoutCredentials(value)))) ? [name] : [],
  );
  return Promise.all(names).then((all) => all.flat().join(" "));
}

function holdsOutput(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return true;
  return Object.values(value).some(holdsOutput);
}

/** Credentials are secret and would make the whole of a storage secret; they are hidden anyway. */
export function withoutCredentials(storage: unknown): unknown {
  if (typeof storage !== "object" || storage === null) return storage;
  if (Array.isArray(storage) || pulumi.Output.isInstance(storage) || storage instanceof Promise) return storage;
  const { credentials: _, ...rest } = storage as { credentials?: unknown };
  return rest;
}
