import { z } from "zod";
import { fromStrict } from "../../segment/strict-spelling";

const properties = z.record(z.string(), z.unknown()).nullish();

const state = z.looseObject({
  type: z.string().optional(),
  id: z.string().optional(),
  external: z.boolean().optional(),
  delete: z.boolean().optional(),
  pendingReplacement: z.boolean().optional(),
  retainOnDelete: z.boolean().optional(),
  inputs: properties.transform((inputs) => inputs && fromStrict(inputs)),
  outputs: properties.transform((outputs) => outputs && fromStrict(outputs)),
});

/** What the engine would do to one resource. */
export const stepSchema = z.looseObject({
  op: z.string(),
  urn: z.string(),
  oldState: state.nullish(),
  newState: state.nullish(),
  replaceReasons: z.array(z.string()).nullish(),
  detailedDiff: z.record(z.string(), z.unknown()).nullish(),
});

export type Step = z.infer<typeof stepSchema>;
export type ResourceState = z.infer<typeof state>;
