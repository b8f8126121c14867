import { TASK } from "./support/subjects";
import { testMatrixWithCli } from "./support/test-matrix";

testMatrixWithCli(TASK);
