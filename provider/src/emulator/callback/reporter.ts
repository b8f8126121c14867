import type { CallbackBook } from "./callbacks";
import { Deliveries, type Delivery } from "./deliveries";
import { SEGMENT_EVENT, segmentEvent, type TaskSlice } from "./event";
import type { CallbackSettings } from "./settings";

/** Tells the receivers of callbacks about slices. */
export class SliceReporter {
  private readonly deliveries: Deliveries;

  constructor(
    private readonly callbacks: CallbackBook,
    settings: () => CallbackSettings,
  ) {
    this.deliveries = new Deliveries(settings);
  }

  /** Whether anybody wants to be told of the slices of a task. */
  wants(appId: string, businessId: string | undefined): boolean {
    return this.callbacks.receiver(appId, businessId, SEGMENT_EVENT) !== undefined;
  }

  report(slice: TaskSlice, businessId: string | undefined): void {
    const receiver = this.callbacks.receiver(slice.AppId, businessId, SEGMENT_EVENT);
    if (receiver !== undefined) this.deliveries.add(receiver, segmentEvent(slice, receiver.SecretKey), slice);
  }

  /** What became of the events, once all that are due have been delivered or given up. */
  async delivered(): Promise<readonly Delivery[]> {
    await this.deliveries.ended();
    return this.deliveries.list();
  }

  /** How many events wait to be delivered. */
  get waiting(): number {
    return this.deliveries.waiting;
  }

  clear(): void {
    this.deliveries.clear();
  }
}
