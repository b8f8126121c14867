/**
 * The JSON and the queries of the callback actions, version 2020-12-01, exactly as they cross the wire. Each action has
 * spellings of its own.
 */

/** What one app's callback is found by: there is one for the app, and one for each BusinessId. */
export interface CallbackQuery {
  AppId: string;
  BusinessId?: string;
}

interface CallbackSettings {
  AppID: string;
  EventList: readonly string[];
  SecretKey: string;
  URL: string;
}

export interface CreateCallbackBody extends CallbackSettings {
  /** Required; empty for the app's own. */
  BusinessId: string;
}

export interface UpdateCallbackBody extends CallbackSettings {
  /** Required; empty for the app's own. */
  BusinessID: string;
}

/** One of `Result.Callbacks` of GetCallback. Every field may be missing. Its SecretKey is left where it is. */
export interface WireCallback {
  BusinessId?: string;
  URL?: string;
  EventList?: string[];
}
