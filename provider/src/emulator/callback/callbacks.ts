import { parameterRefusal } from "../gateway/refusal";

/** What a callback is found by: an app has one of its own, with an empty BusinessId, and one for each other. */
export interface CallbackKey {
  /** The id of the RTC application. */
  AppId: string;
  /** Empty for the callback of the app itself. */
  BusinessId: string;
}

/** A callback, in the API's own names. An admin route shows it with its key masked. */
export interface Callback extends CallbackKey {
  /** Where events are sent to. */
  URL: string;
  /** The types of the events that are sent. */
  EventList: string[];
  /** What they are signed with. */
  SecretKey: string;
}

/** All callbacks of the account. */
export class CallbackBook {
  private readonly callbacks = new Map<string, Callback>();

  create(callback: Callback): void {
    if (this.callbacks.has(keyText(callback))) throw parameterRefusal("The callback already exists.");
    this.callbacks.set(keyText(callback), callback);
  }

  update(callback: Callback): void {
    if (!this.callbacks.has(keyText(callback))) throw notFound();
    this.callbacks.set(keyText(callback), callback);
  }

  delete(key: CallbackKey): void {
    if (!this.callbacks.delete(keyText(key))) throw notFound();
  }

  list(): Callback[] {
    return [...this.callbacks.values()];
  }

  /** Who is told of an event: the callback of the business id, where there is one, else that of the app. */
  receiver(AppId: string, businessId: string | undefined, eventType: string): Callback | undefined {
    const own = { AppId, BusinessId: businessId ?? "" };
    const found = this.callbacks.get(keyText(own)) ?? this.callbacks.get(keyText({ AppId, BusinessId: "" }));
    return found?.EventList.includes(eventType) ? found : undefined;
  }

  clear(): void {
    this.callbacks.clear();
  }
}

function notFound() {
  return parameterRefusal("The callback does not exist.");
}

/** No id may hold a line break. */
export function keyText({ AppId, BusinessId }: CallbackKey): string {
  return `${AppId}\n${BusinessId}`;
}
