import { z } from "zod";
import { type Action as GatewayAction, type Performed, performing } from "../gateway/actions";
import type { ReceivedCall } from "../gateway/authentication";
import { readJsonBody } from "../gateway/json-body";
import { parameterRefusal } from "../gateway/refusal";
import { ACTIONS } from "./actions";
import type { Callback, CallbackBook, CallbackKey } from "./callbacks";

const text = z.string().nullish();
const shared = { AppID: text, EventList: z.array(z.string()).nullish(), SecretKey: text, URL: text };
const createShape = z.object({ ...shared, BusinessId: text });
const updateShape = z.object({ ...shared, BusinessID: text });

/** The callback actions as the gateway needs them, at work on the callbacks of one account. */
export function callbackActions(callbacks: CallbackBook): GatewayAction[] {
  const perform: Record<keyof typeof ACTIONS, (call: ReceivedCall) => Performed> = {
    CreateCallback: ({ body }) => {
      const { BusinessId, ...rest } = readJsonBody(createShape, body);
      callbacks.create(readCallback(rest, "BusinessId", BusinessId));
      return CHANGED;
    },
    GetCallback: ({ query }) => {
      const AppId = required("AppId", query.get("AppId"));
      const Callbacks = callbacks.list().filter((callback) => callback.AppId === AppId);
      const EventList = Callbacks.find(({ BusinessId }) => BusinessId === "")?.EventList.join(",") ?? "";
      return { result: { EventList, Callbacks }, applied: false };
    },
    UpdateCallback: ({ body }) => {
      const { BusinessID, ...rest } = readJsonBody(updateShape, body);
      callbacks.update(readCallback(rest, "BusinessID", BusinessID));
      return CHANGED;
    },
    DeleteCallback: ({ query }) => {
      callbacks.delete({ AppId: required("AppId", query.get("AppId")), BusinessId: query.get("BusinessId") ?? "" });
      return CHANGED;
    },
  };
  return performing(ACTIONS, perform);
}

const CHANGED: Performed = { result: "ok", applied: true };

interface Settings {
  AppID?: string | null | undefined;
  EventList?: string[] | null | undefined;
  SecretKey?: string | null | undefined;
  URL?: string | null | undefined;
}

/** All of it is required; the id of the business may be empty, which stands for the app itself. */
function readCallback(settings: Settings, spelling: string, business: string | null | undefined): Callback {
  const key: CallbackKey = { AppId: required("AppID", settings.AppID), BusinessId: given(spelling, business) };
  const EventList = given("EventList", settings.EventList);
  if (EventList.length === 0) throw parameterRefusal("EventList is empty.");
  return { ...key, EventList, SecretKey: required("SecretKey", settings.SecretKey), URL: readUrl(settings.URL) };
}

function readUrl(value: string | null | undefined): string {
  const url = required("URL", value);
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw parameterRefusal("URL is no URL.");
}

function required(field: string, value: string | null | undefined): string {
  if (!value) throw parameterRefusal(`${field} is required.`);
  return value;
}

function given<Value>(field: string, value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw parameterRefusal(`${field} is required.`);
  return value;
}
