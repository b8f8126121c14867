/**
 * The key by which Pulumi's wire protocol and states mark a special value, and what stands there for a secret. The texts
 * are the protocol's: whoever only reads a state need not load Pulumi's SDK for them.
 */
export const MARK = "4dabf18193072939515e22adb298388d";
export const SECRET_MARK = "1b47061264138c4ac30d75fd1eb44270";
