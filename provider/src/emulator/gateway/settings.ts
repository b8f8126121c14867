/** What can be set of the gateway. */
export interface GatewaySettings {
  /** Calls per second of each action; `null` means unlimited. */
  limits: Readonly<Record<string, number | null>>;
  /** Milliseconds between a call taking effect and its answer. Default 0. */
  latencyMs: number;
}
