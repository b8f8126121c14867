import * as pulumi from "@pulumi/pulumi";
import { CALLBACK_FIELDS } from "../../callback/settings/fields";
import { DYNAMIC_TYPES } from "../../resource-types";
import { hiddenSecrets } from "../engine/hidden-inputs";
import type { RtcCallbackArgs } from "./args";

/** As in `SegmentTask`: short, constant, and nothing but the name of this package. */
const PROVIDER = 'exports.handler=()=>require("pulumi-volcengine-rtc/provider").callback';

/** Every output there will be: what a resource is not registered with is silently undefined. */
const NOT_YET = Object.fromEntries(CALLBACK_FIELDS.map((name) => [name, undefined]));

/**
 * The address to which the service sends the events of an app, such as those about slices, and the key that it signs them
 * with.
 *
 * An app has one callback of its own, and one for each business id. Creating it calls CreateCallback, deleting it
 * DeleteCallback; `url`, `events` and `secretKey` change in place.
 *
 * @example
 * ```ts
 * const slices = new RtcCallback("slices", {
 *   appId: "661e2f8a9c1d4b0012a543cf",
 *   url: "https://moderation.example.com/rtc",
 *   events: ["SegmentRealTimeData"],
 * });
 * export const callbackSecret = slices.secretKey;
 * ```
 */
export class RtcCallback extends pulumi.CustomResource {
  /** @internal Lets policies tell the resource by its class. */
  static readonly __pulumiType = DYNAMIC_TYPES.callback;

  /** The id of the RTC application. See {@link RtcCallbackArgs.appId}. */
  declare readonly appId: pulumi.Output<string>;
  /** The business id whose events go there, as given. See {@link RtcCallbackArgs.businessId}. */
  declare readonly businessId: pulumi.Output<string | undefined>;
  /** The URL to which events are sent. See {@link RtcCallbackArgs.url}. */
  declare readonly url: pulumi.Output<string>;
  /** The types of the events that are sent. See {@link RtcCallbackArgs.events}. */
  declare readonly events: pulumi.Output<string[]>;
  /**
   * The key that events are signed with, as given or as made up; secret. Absent in a callback that was got. See
   * {@link RtcCallbackArgs.secretKey}.
   */
  declare readonly secretKey: pulumi.Output<string>;
  /** Whether a callback that is there already may be taken over, as given. See {@link RtcCallbackArgs.adopt}. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;

  /**
   * @param name The name of the resource.
   * @param args Which events of which app go where.
   */
  constructor(name: string, args: RtcCallbackArgs, opts: pulumi.CustomResourceOptions = {}) {
    const own: pulumi.CustomResourceOptions = {
      additionalSecretOutputs: ["secretKey"],
      // Of a replacement that the user forces both would be the same callback: the old one, deleted last, would be the new.
      deleteBeforeReplace: true,
    };
    const inputs = { ...NOT_YET, ...args, ...hiddenSecrets(args), __provider: PROVIDER };
    super(DYNAMIC_TYPES.callback, name, inputs, pulumi.mergeOptions(own, opts));
  }

  /**
   * Reads a callback that someone else owns. Nothing is created, changed or deleted, and its key is not read.
   *
   * @param name The name of the resource in this program.
   * @param id `<appId>/` for the callback of the app itself, or `<appId>/<businessId>`.
   * @throws when there is no such callback.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts: pulumi.CustomResourceOptions = {}): RtcCallback {
    return new RtcCallback(name, NOT_YET as unknown as RtcCallbackArgs, { ...opts, id });
  }
}
