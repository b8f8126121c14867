import { afterAll, describe, test } from "vitest";
import { Accounts } from "./account";
import { matrix } from "./fault-kinds";
import { runCell } from "./run-cell";
import { sample, sampleName } from "./sample";
import type { Subject } from "./scenario";

/** One test for every operation on a resource under every fault. */
export function testMatrix<Operation extends string>(subject: Subject<Operation>): void {
  const accounts = new Accounts();
  afterAll(() => accounts.close());

  const all = matrix(Object.keys(subject.operations) as Operation[]);
  const cells = sample(all);
  describe(`${subject.name} is repaired by the same command again (${sampleName(cells.length, all.length)})`, () => {
    for (const cell of cells) {
      test.concurrent(`${cell.operation}: ${cell.action} ${cell.fault} ${cell.calls}`, () =>
        accounts.lend((account) => runCell(account, subject, cell)));
    }
  });
}
