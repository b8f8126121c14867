/** What a storage said to one request. Only what looks like a name, a region or a host is taken over from it. */
export type Answer =
  /** It said nothing. */
  | { status: undefined; reason: string }
  | {
      status: number;
      /** The error's name, such as `NoSuchBucket`. */
      code?: string | undefined;
      /** Where it says the bucket lies. */
      region?: string | undefined;
      /** The host to which it points instead. */
      endpoint?: string | undefined;
      /** The account to which it says the bucket belongs. */
      owner?: string | undefined;
    };

/** A text of an answer, if it looks like a name. Anything else could be made to mislead who reads the message. */
export function nameIn(value: unknown): string | undefined {
  return typeof value === "string" && /^[\w.-]{1,128}$/.test(value) ? value : undefined;
}
