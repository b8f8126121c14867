// Written out, not inferred from the schema, as those of segment tasks.

/**
 * The plain, known inputs of a callback, as they are once every `Input` has its value. Meanings and defaults are those of
 * `RtcCallbackArgs`.
 *
 * Source: CreateCallback, API version 2020-12-01, in the vendor's SDK for Go.
 */
export interface CallbackInputs {
  /** {@inheritDoc RtcCallbackArgs.appId} */
  appId: string;
  /** {@inheritDoc RtcCallbackArgs.businessId} */
  businessId?: string | undefined;
  /** {@inheritDoc RtcCallbackArgs.url} */
  url: string;
  /** {@inheritDoc RtcCallbackArgs.events} */
  events: string[];
  /** {@inheritDoc RtcCallbackArgs.secretKey} */
  secretKey?: string | undefined;
  /** {@inheritDoc RtcCallbackArgs.adopt} */
  adopt?: boolean | undefined;
}

export type CallbackField = keyof CallbackInputs;

/** A callback's inputs with the key that it has, given or made up. */
export type KeyedInputs = CallbackInputs & { secretKey: string };
