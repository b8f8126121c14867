import { randomInt } from "node:crypto";
import { mayHaveBeenApplied, RtcApiError } from "../../rtc-api/error";
import type { Operation } from "../../rtc-api/operation";
import { retry } from "../../rtc-api/retry";
import type { CallbackClient } from "../api/client";
import { brought, type CallbackPlan, differences, plan, type SeenCallback } from "./differences";
import { CallbackError, conflict, keyNotKnown, notThere, UnconfirmedCallbackError } from "./error";
import { FIELDS } from "./fields";
import { type CallbackId, callbackName, resourceId } from "./identity";
import type { CallbackField, CallbackInputs, KeyedInputs } from "./inputs";

/** What a state knows of a callback. */
export interface KnownState {
  /** Without a key where it was imported: the API does not show it. */
  state: CallbackInputs;
  /** Nobody knows whether it was created: one that visibly differs is somebody else's. */
  unconfirmed: boolean;
  /** What tells its resource from others of the same callback; absent in states of before there were any. */
  instance?: string | undefined;
}

/**
 * The life of a callback. The API keeps one for each app and business id, and says nothing of who created it: whose it is
 * goes by what the state says, and what is there before a resource is created is somebody else's.
 */
export class CallbackLife {
  /** By id: which resource of this program holds it. Another one of the same callback, when it is deleted, leaves it alone. */
  readonly #holders = new Map<string, string | undefined>();

  /** @param print Shows the user a line about something that stops nothing. */
  constructor(
    private readonly api: CallbackClient,
    private readonly print: (line: string) => void,
  ) {}

  /** Compares what a callback is with what it shall be. */
  plan({ state, instance }: KnownState, next: Partial<Record<CallbackField, unknown>>): CallbackPlan {
    const planned = plan(state, next);
    const calls = planned.kind === "update" && planned.fields.some((field) => FIELDS[field].change === "update");
    if (calls && state.secretKey === undefined && (next.secretKey ?? undefined) === undefined) {
      throw keyNotKnown(state);
    }
    if (planned.kind !== "replace") this.#holders.set(resourceId(state), instance);
    return planned;
  }

  /** @throws {UnconfirmedCallbackError} when it may be there but nobody can tell. */
  async create(inputs: CallbackInputs, instance?: string): Promise<KeyedInputs> {
    const wanted = { ...inputs, secretKey: inputs.secretKey ?? newSecretKey() };
    const operation = this.#operation(wanted);
    const found = await failing("Creating", wanted, this.#look(wanted, operation));
    if (found === undefined) await this.#create(wanted, operation);
    else if (inputs.adopt) await failing("Creating", wanted, this.#bring(wanted, operation));
    else throw conflict(wanted, differences(found, wanted));
    this.#holders.set(resourceId(wanted), instance);
    return wanted;
  }

  /** @returns nothing when it is gone. */
  async read(known: KnownState): Promise<CallbackInputs | undefined> {
    const { state } = known;
    const seen = await failing("Reading", state, this.#look(state, this.#operation(state)));
    return seen === undefined || isForeign(known, seen) ? undefined : brought(state, seen);
  }

  /** Looks at a callback of somebody else, which must be there at the first look. */
  async readForeign(callback: CallbackId, isFirst: boolean): Promise<SeenCallback | undefined> {
    const seen = await failing("Reading", callback, this.#look(callback, this.#operation()));
    if (seen === undefined && isFirst) throw notThere(callback);
    return seen;
  }

  /** Takes over, as it is, a callback that is there already. Its key can't be read. */
  async import(callback: CallbackId): Promise<CallbackInputs> {
    const { url, events } = (await this.readForeign(callback, true)) ?? {};
    if (url === undefined || events === undefined) throw notThere(callback);
    return { ...callback, url, events: [...events] };
  }

  /** Brings a callback to its inputs; creates it when it is gone. */
  async update(known: KnownState, inputs: CallbackInputs): Promise<CallbackInputs> {
    const { state: old, unconfirmed } = known;
    const secretKey = inputs.secretKey ?? old.secretKey;
    const isSame = differences(old, inputs).length === 0 && old.secretKey === secretKey;
    if (isSame && !unconfirmed) return { ...inputs, secretKey };
    if (secretKey === undefined) throw keyNotKnown(inputs);
    const wanted = { ...inputs, secretKey };
    const operation = this.#operation(wanted, old);
    const seen = unconfirmed ? await failing("Updating", wanted, this.#look(wanted, operation)) : undefined;
    if (seen !== undefined && isForeign(known, seen) && !inputs.adopt)
      throw conflict(wanted, differences(seen, wanted));
    await failing("Updating", wanted, this.#bring(wanted, operation));
    return wanted;
  }

  /** One that is gone is as good as deleted. What somebody else changed of it does not make it theirs. */
  async delete(known: KnownState): Promise<void> {
    const { state } = known;
    const { appId, businessId } = state;
    const id = resourceId(state);
    if (this.#holders.has(id) && this.#holders.get(id) !== known.instance) {
      return this.print(`${callbackName(state)} stays: another resource of this program holds it`);
    }
    const operation = this.#operation(state);
    const seen = known.unconfirmed ? await failing("Deleting", state, this.#look(state, operation)) : undefined;
    if (seen !== undefined && isForeign(known, seen)) return;
    const query = { AppId: appId, ...(businessId === undefined ? {} : { BusinessId: businessId }) };
    const attempt = async () => {
      try {
        await this.api.delete(query, operation);
      } catch (error) {
        if (!(await this.#isGone(state, error, operation))) throw error;
      }
    };
    await failing("Deleting", state, retry(attempt, mayHaveBeenApplied, operation));
  }

  async #create(wanted: KeyedInputs, operation: Operation): Promise<void> {
    let unanswered = false;
    const attempt = async () => {
      try {
        await this.api.create({ ...settings(wanted), BusinessId: wanted.businessId ?? "" }, operation);
      } catch (error) {
        unanswered ||= mayHaveBeenApplied(error);
        const seen = unanswered ? await this.#look(wanted, operation) : undefined;
        if (seen === undefined) throw error;
        const fields = differences(seen, wanted);
        if (fields.length > 0) throw conflict(wanted, fields);
        // The first answer was lost. Which key it has can't be seen, so it is given the right one.
        await this.#update(wanted, operation);
      }
    };
    await retry(attempt, mayHaveBeenApplied, operation).catch((error: Error) => {
      if (error instanceof CallbackError) throw error;
      throw unanswered ? new UnconfirmedCallbackError(wanted, error) : new CallbackError("Creating", wanted, error);
    });
  }

  /** Updates what is there, or creates it when nothing is. */
  async #bring(wanted: KeyedInputs, operation: Operation): Promise<void> {
    try {
      await this.#update(wanted, operation);
    } catch (error) {
      if (!(await this.#isGone(wanted, error, operation))) throw error;
      await this.#create(wanted, operation);
    }
  }

  /** An update says all there is to say, so that one without an answer may be repeated. */
  async #update(wanted: KeyedInputs, operation: Operation): Promise<void> {
    const body = { ...settings(wanted), BusinessID: wanted.businessId ?? "" };
    await retry(() => this.api.update(body, operation), mayHaveBeenApplied, operation);
  }

  /** Which codes say that a callback isn't there is documented nowhere, so a failure is followed by a look. */
  async #isGone(callback: CallbackId, error: unknown, operation: Operation): Promise<boolean> {
    if (!(error instanceof RtcApiError) || operation.passed) return false;
    if (error.failure.side !== "service" && error.applied === "no") return false;
    return this.#look(callback, operation).then(
      (seen) => seen === undefined,
      () => false,
    );
  }

  async #look({ appId, businessId = "" }: CallbackId, operation: Operation): Promise<SeenCallback | undefined> {
    const all = await this.api.get(appId, operation);
    const found = all.find(({ BusinessId = "" }) => BusinessId === businessId);
    return found && { url: found.URL, events: found.EventList };
  }

  #operation(...holders: readonly CallbackInputs[]): Operation {
    return this.api.operation({ secrets: holders.flatMap(({ secretKey = [] }) => secretKey) });
  }
}

function isForeign({ state, unconfirmed }: KnownState, seen: SeenCallback): boolean {
  return unconfirmed && differences(seen, state).length > 0;
}

function settings({ appId, url, events, secretKey }: KeyedInputs) {
  return { AppID: appId, EventList: events, SecretKey: secretKey, URL: url };
}

/** Failures of calls with what they were for; one that says so by itself stays as it is. */
async function failing<Result>(
  attempt: ConstructorParameters<typeof CallbackError>[0],
  callback: CallbackId,
  work: Promise<Result>,
): Promise<Result> {
  return work.catch((error: unknown) => {
    throw error instanceof CallbackError ? error : new CallbackError(attempt, callback, error);
  });
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** More than a key of 128 bits has. */
const KEY_LENGTH = 32;

function newSecretKey(): string {
  return Array.from({ length: KEY_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}
