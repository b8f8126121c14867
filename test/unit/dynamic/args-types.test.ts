import type { Unwrap } from "@pulumi/pulumi";
import { expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { SegmentTaskGroupArgs } from "#dynamic/group/args";
import type { SegmentTaskArgs } from "#dynamic/segment-task/args";
import type { GroupInputs } from "#segment/group/inputs";
import type { SegmentInputs } from "#segment/inputs";
import type { segmentSchema } from "#segment/schema";

// These hold at compile time: the type check of the tests fails when they don't.
test("the published types of inputs are those that the schema gives", () => {
  expectTypeOf<z.infer<typeof segmentSchema>>().branded.toEqualTypeOf<SegmentInputs>();
});

test("what a program may write is what the schema accepts, and the reverse", () => {
  expectTypeOf<keyof SegmentTaskArgs>().toEqualTypeOf<keyof SegmentInputs>();
  expectTypeOf<Unwrap<SegmentTaskArgs>>().toExtend<SegmentInputs>();
  expectTypeOf<SegmentInputs>().toExtend<SegmentTaskArgs>();
});

test("what a program may write for a group is what its schema accepts, and the reverse", () => {
  expectTypeOf<keyof SegmentTaskGroupArgs>().toEqualTypeOf<keyof GroupInputs>();
  expectTypeOf<Unwrap<SegmentTaskGroupArgs>>().toExtend<GroupInputs>();
  expectTypeOf<GroupInputs>().toExtend<SegmentTaskGroupArgs>();
});
