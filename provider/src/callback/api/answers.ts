import { z } from "zod";
import { fields } from "../../rtc-api/answer";
import type { WireCallback } from "./wire";

const text = z.string().exactOptional();

const callback = fields({
  BusinessId: text,
  URL: text,
  EventList: z.array(z.string()).exactOptional(),
} satisfies Record<keyof WireCallback, z.ZodType>) satisfies z.ZodType<WireCallback>;

const listed = fields({ Callbacks: z.array(callback).default([]) });

/** What GetCallback answers: the callbacks of an app. */
export const callbacks = z.preprocess(
  (result) => result ?? {},
  listed.transform(({ Callbacks }): WireCallback[] => Callbacks),
);

/** What an action that changes something answers is documented nowhere; that it is no error is all that counts. */
export const anything = z.unknown();
