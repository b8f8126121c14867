import { TASK } from "#test/faults/support/subjects";
import { testMatrixWithCli } from "#test/faults/support/test-matrix";

testMatrixWithCli(TASK);
