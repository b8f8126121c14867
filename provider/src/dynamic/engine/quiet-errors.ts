import type { dynamic } from "@pulumi/pulumi";

/**
 * Takes the stack off errors that are meant for the user. The dynamic provider process prints the stack of whatever is
 * thrown, and the lines of this package's files would bury the sentence that helps. Bugs keep theirs.
 */
export function withQuietErrors(provider: dynamic.ResourceProvider): dynamic.ResourceProvider {
  return new Proxy(provider, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target);
      if (typeof member !== "function") return member;
      return async (...args: unknown[]): Promise<unknown> => {
        try {
          return await Reflect.apply(member, target, args);
        } catch (error) {
          if (error instanceof Error && !isBug(error)) error.stack = "";
          throw error;
        }
      };
    },
  });
}

function isBug(error: Error): boolean {
  return [TypeError, RangeError, ReferenceError, SyntaxError].some((type) => error instanceof type);
}
