import { CallbackRefused, type RefusalReason } from "../refusal";
import { verifyCallback } from "../verify";
import type { EventStore } from "./store";

/** How a delivery is answered. Nothing but 200 counts as taken with the service; else it tries twice more. */
export interface DeliveryAnswer {
  status: 200 | 400 | 401 | 413 | 503;
  text: string;
}

/** What became of the deliveries since the receiver started. */
export interface DeliveryCounts {
  stored: number;
  repeated: number;
  refused: Partial<Record<RefusalReason, number>>;
  /** Genuine ones that could not be stored, and were not acknowledged. */
  failed: number;
}

const STATUS = {
  oversized: 413,
  malformed: 400,
  forged: 401,
  stale: 400,
  ahead: 400,
} as const satisfies Record<RefusalReason, DeliveryAnswer["status"]>;

/** Takes deliveries, one after the other, and counts them. */
export class Deliveries {
  readonly counts: DeliveryCounts = { stored: 0, repeated: 0, refused: {}, failed: 0 };
  /** Whether the newest genuine event could be stored. */
  healthy = true;

  constructor(
    private readonly store: EventStore,
    private readonly secretKey: string,
    /** Told what an operator has to know. */
    private readonly warn: (message: string) => void,
  ) {}

  take(body: Buffer): DeliveryAnswer {
    try {
      const event = verifyCallback(body, this.secretKey);
      const outcome = this.store.add(event, new Date());
      this.counts[outcome] += 1;
      this.healthy = true;
      return { status: 200, text: outcome };
    } catch (error) {
      return error instanceof CallbackRefused ? this.refuse(error) : this.fail(error);
    }
  }

  /** Anybody may send what is refused, so only the first of a kind is worth a line. */
  private refuse({ reason, message }: CallbackRefused): DeliveryAnswer {
    const before = this.counts.refused[reason] ?? 0;
    this.counts.refused[reason] = before + 1;
    if (before === 0) this.warn(`${message} Others like this are only counted, at /healthz.`);
    return { status: STATUS[reason], text: message };
  }

  private fail(error: unknown): DeliveryAnswer {
    this.counts.failed += 1;
    if (this.healthy) {
      this.warn(
        `A genuine event could not be stored and was not acknowledged: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    this.healthy = false;
    return { status: 503, text: "The event could not be stored. Send it again." };
  }
}
