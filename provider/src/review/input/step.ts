import { z } from "zod";
import { fromStrict, withKeys } from "../../segment/strict-spelling";

const properties = z.record(z.string(), z.unknown()).transform(fromStrict).nullish();

const wholeState = z.looseObject({
  type: z.string().optional(),
  id: z.string().optional(),
  external: z.boolean().optional(),
  delete: z.boolean().optional(),
  pendingReplacement: z.boolean().optional(),
  retainOnDelete: z.boolean().optional(),
  inputs: properties,
  outputs: properties,
});

/** The plugin keeps keys among the inputs alone, which are as good as known of the outputs. */
const state = wholeState.transform((whole) =>
  whole.inputs && whole.outputs ? { ...whole, outputs: withKeys(whole.outputs, whole.inputs) } : whole,
);

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
