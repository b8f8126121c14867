import { GROUP } from "./support/subjects";
import { testMatrix } from "./support/test-matrix";

testMatrix(GROUP);
