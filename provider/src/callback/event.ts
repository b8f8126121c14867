/** The one event type that tells of slices. @see https://www.volcengine.com/docs/6348/75125 */
export const SEGMENT_EVENT = "SegmentRealTimeData";

/** What every callback carries. All of it is covered by the signature; what the signature doesn't cover is left out. */
export interface CallbackEnvelope {
  /** Names the event. The service may deliver one event several times, each time under this id. */
  eventId: string;
  /** When it happened, as the service wrote it: ISO 8601, with up to nine digits of a second's fraction. */
  eventTime: string;
  /** {@link eventTime} to the millisecond. Events may arrive in another order than they happened. */
  time: Date;
  /** The app that it happened in. */
  appId: string;
  /** The version of the event's form, such as `2020-12-01`. */
  version: string;
  /** What happened, as the text that was signed. */
  eventData: string;
  /**
   * {@link eventData} read as JSON; undefined where it isn't JSON. Its fields are for the receiver to check: those of
   * `SegmentRealTimeData` are described by no document that this package could rest on.
   */
  data: unknown;
  /** Two deliveries with the same signature are one event, also where somebody has put its values into other fields. */
  signature: string;
}

/** The service sends one for each slice it makes. */
export interface SegmentEvent extends CallbackEnvelope {
  /** Tells the kinds of events apart. */
  kind: "segment";
  /** As the service spells it. */
  eventType: typeof SEGMENT_EVENT;
}

/** An event of a type that this package knows nothing of. It is as genuine as the others. */
export interface UnknownEvent extends CallbackEnvelope {
  /** Tells the kinds of events apart. */
  kind: "unknown";
  /** As the service spells it. */
  eventType: string;
}

/**
 * A genuine callback.
 *
 * @see https://www.volcengine.com/docs/6348/75124
 */
export type CallbackEvent = SegmentEvent | UnknownEvent;
