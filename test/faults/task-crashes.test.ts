import { TASK } from "./support/crash-subjects";
import { testCrashes } from "./support/test-crashes";

testCrashes(TASK);
