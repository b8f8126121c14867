import type { Input } from "@pulumi/pulumi";

/**
 * The arguments of an RtcCallback.
 *
 * Source: CreateCallback, API version 2020-12-01, in the vendor's SDK for Go.
 */
export interface RtcCallbackArgs {
  /**
   * The id of your RTC application. 1 to 128 letters, digits, `_`, `@`, `-` or `.`.
   *
   * **A change replaces the callback.** The old one is deleted before the new one is created.
   * @example "661e2f8a9c1d4b0012a543cf"
   */
  appId: Input<string>;

  /**
   * The business id whose events go there. 1 to 128 letters, digits, `_`, `@`, `-` or `.`. Without one it is
   * the callback of the app itself. Which events go to which, when there are both, is not documented.
   *
   * **A change replaces the callback.** The old one is deleted before the new one is created.
   * @default none
   */
  businessId?: Input<string> | undefined;

  /**
   * The URL to which the service sends events: `https`, or `http`, then the name of a host. For `https` the service wants a
   * complete chain of certificates, and it first sends a GET, which must be answered.
   *
   * A change updates the callback in place.
   * @example "https://moderation.example.com/rtc"
   */
  url: Input<string>;

  /**
   * The types of the events that are sent there, at least one, in any order. `SegmentRealTimeData` is the one about slices.
   *
   * A change updates the callback in place.
   * @example ["SegmentRealTimeData"]
   */
  events: Input<Input<string>[]>;

  /**
   * The key that events are signed with, for `verifyCallback` and `volcengine-rtc callbacks`. Always a secret. Left out later, it stays what it is.
   *
   * A change updates the callback in place: from then on, events are signed with the new key.
   * @default 32 random letters and digits
   */
  secretKey?: Input<string> | undefined;

  /**
   * Whether a callback that is there already may be taken over; else it is an error that names what differs. It gets this `url`, these `events` and this `secretKey`, a
   * new one where none is given, so that whoever received its events has to be told. Whose it was, nobody can tell: another
   * stack that goes on to hold it would change it back.
   *
   * A change leaves the callback alone.
   * @default false
   */
  adopt?: Input<boolean> | undefined;
}
