import { afterAll, describe, test } from "vitest";
import type { Adapter } from "#test/e2e/support/stack";
import { throughPlugin } from "#test/support/through-plugin";
import { Accounts, type ProviderOf } from "./account";
import { cliDriver, handlersDriver } from "./driver";
import { matrix } from "./fault-kinds";
import { runCell } from "./run-cell";
import { SAMPLED, sample, sampleName } from "./sample";
import type { Subject } from "./scenario";

/** One test for every operation on a resource under every fault. */
export function testMatrix<Operation extends string>(subject: Subject<Operation>): void {
  const accounts = new Accounts();
  afterAll(() => accounts.close());

  const all = matrix(Object.keys(subject.operations) as Operation[]);
  const cells = sample(all);
  describe(`${subject.name} is repaired by the same command again (${sampleName(cells.length, all.length)})`, () => {
    for (const [at, cell] of cells.entries()) {
      for (const adapter of adaptersOf(at)) {
        test.concurrent(`${cell.operation}: ${cell.target} ${cell.fault} ${cell.calls}, ${adapter}`, () =>
          accounts.lend((account) =>
            runCell(account, handlersDriver(account, providerOf(subject, adapter)), subject, cell),
          ));
      }
    }
  });
}

/** All cells are tried through both adapters, those of a sample in turn. */
function adaptersOf(cell: number): Adapter[] {
  if (!SAMPLED) return ["dynamic", "plugin"];
  return cell % 2 === 0 ? ["dynamic"] : ["plugin"];
}

function providerOf({ type, provider }: Subject<string>, adapter: Adapter): ProviderOf {
  if (adapter === "dynamic") return provider;
  return (client, print) => throughPlugin(type === "SegmentTask" ? "task" : "group", provider(client, print));
}

/** How many cells of a resource are tried with the real CLI, which takes half a minute for each. */
const CLI_CELLS = 12;
const CLI_CELLS_OF_A_SAMPLE = 3;

/** The same with the real CLI, for a random part. */
export function testMatrixWithCli<Operation extends string>(subject: Subject<Operation>): void {
  const accounts = new Accounts();
  afterAll(() => accounts.close());

  const all = matrix(Object.keys(subject.operations) as Operation[]).filter(({ operation, target }) =>
    concerns(operation, target),
  );
  const cells = sample(all, SAMPLED ? CLI_CELLS_OF_A_SAMPLE : CLI_CELLS);
  describe(`with the real CLI, ${subject.name} is repaired by the same command again (${sampleName(cells.length, all.length)})`, () => {
    for (const cell of cells) {
      test(`${cell.operation}: ${cell.target} ${cell.fault} ${cell.calls}`, () =>
        accounts.lend(async (account) => {
          const driver = await cliDriver(account, subject.type);
          await runCell(account, driver, subject, cell).finally(() => driver.dispose());
        }));
    }
  });
}

/** Whether an operation makes calls of an action: the CLI is too slow for the others. */
function concerns(operation: string, action: string): boolean {
  if (action === "any call") return true;
  if (action === "GetSegmentTask") return operation !== "delete" && operation !== "update";
  if (action === "UpdateSegment") return operation === "update" || operation === "change room by room";
  if (action === "StopSegment") return /replace|restart|change|delete/.test(operation);
  return /create|replace|restart|change/.test(operation);
}
