import { TASK } from "#test/faults/support/crash-subjects";
import { testCrashes } from "#test/faults/support/test-crashes";

testCrashes(TASK);
