/** What can be set of callbacks. */
export interface CallbackSettings {
  /**
   * Whereto events may be sent: only to this machine ("loopback", the default), so that no receiver in use is ever told of
   * made-up slices, or to whatever URL a callback has ("anywhere").
   */
  eventsTo: "loopback" | "anywhere";
}
