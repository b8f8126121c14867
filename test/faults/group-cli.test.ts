import { GROUP } from "./support/subjects";
import { testMatrixWithCli } from "./support/test-matrix";

testMatrixWithCli(GROUP);
