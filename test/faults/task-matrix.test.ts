import { TASK } from "./support/subjects";
import { testMatrix } from "./support/test-matrix";

testMatrix(TASK);
