import { expect } from "vitest";
import type { Account } from "./account";
import type { Driver } from "./driver";
import { type Cell, FAULT_CALLS, FAULT_KINDS, TARGETS } from "./fault-kinds";
import { asWanted, type Scenario, type Subject } from "./scenario";

/** What an error must offer to whoever reads it. */
const WAY_OUT =
  /try again|again later|run `pulumi|the same command again|[Cc]heck |[Gg]ive |get a new one|set it right|[Ss]witch on|[Ss]et /;

/** Runs an operation under a fault, takes the fault away, has the user do what the error says, and looks at the result. */
export async function runCell<Operation extends string>(
  account: Account,
  driver: Driver,
  subject: Subject<Operation>,
  { operation, target, fault, calls }: Cell<Operation>,
): Promise<void> {
  const { admin } = account.emulator;
  const scenario = subject.operations[operation];
  driver.hurry(false);
  if (scenario.before !== undefined) await driver.up(scenario.before);
  await scenario.meanwhile?.(account);

  const action = TARGETS[target];
  await admin.addFault({ ...(action && { action }), calls: FAULT_CALLS[calls], kind: FAULT_KINDS[fault] });
  driver.hurry(true);
  const start = performance.now();
  const failure = await failureOf(perform(driver, scenario));
  expect(performance.now() - start).toBeLessThan(driver.longestMs);
  if (failure !== undefined) expectHelpful(failure, scenario);

  await admin.clearFaults();
  driver.hurry(false);
  const healed = await heal(driver, scenario);

  await expectInvariant(account, subject, driver, scenario);
  await admin.clearCalls();
  driver.hurry(false);
  await driver.up(scenario.program);
  expect((await admin.calls()).filter(({ applied }) => applied)).toEqual([]);
  expectNoCredentials([failure ?? "", account.printed, ...healed], account);
}

function perform(driver: Driver, { kind, program }: Scenario): Promise<void> {
  if (kind === "refresh") return driver.refresh();
  return kind === "destroy" ? driver.destroy() : driver.up(program);
}

/** Repeats the operation as a user would; @returns the errors on the way. */
async function heal(driver: Driver, scenario: Scenario): Promise<string[]> {
  if (scenario.kind !== "up") await perform(driver, scenario);
  if (scenario.kind === "destroy") return [];
  driver.hurry(false);
  const failure = await failureOf(driver.up(scenario.program));
  if (failure === undefined) return [];
  expect(failure).toContain("--refresh");
  driver.hurry(false);
  await driver.refresh();
  await driver.up(scenario.program);
  return [failure];
}

async function failureOf(work: Promise<void>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    const { message, reasons = [] } = error as Error & { reasons?: string[] };
    return [message, ...reasons].join("\n");
  }
}

function expectHelpful(failure: string, { before, program }: Scenario): void {
  const rooms = [before, program].flatMap((inputs) =>
    inputs === undefined ? [] : [inputs.roomId, ...Object.keys(inputs.rooms ?? {})],
  );
  expect(rooms.some((room) => typeof room === "string" && failure.includes(room))).toBe(true);
  expect(failure).toMatch(/StartSegment|GetSegmentTask|UpdateSegment|StopSegment|the API/);
  expect(failure).toMatch(WAY_OUT);
}

/** Exactly one running task for each declared one, none beside them, and the state knows them as they are. */
async function expectInvariant<Operation extends string>(
  { emulator }: Account,
  subject: Subject<Operation>,
  driver: Driver,
  { wanted }: Scenario,
): Promise<void> {
  const running = (await emulator.admin.tasks()).filter(({ Status }) => Status === 2);
  const byRoom = (a: { roomId: string }, b: { roomId: string }) => a.roomId.localeCompare(b.roomId);
  expect(running.map(asWanted).sort(byRoom)).toEqual(wanted.map(({ businessId: _, ...rest }) => rest).sort(byRoom));
  const outputs = await driver.outputs();
  const known = outputs === undefined ? [] : subject.known(outputs);
  expect(known.toSorted(byRoom)).toEqual(
    running
      .map((task) => ({
        appId: task.AppId,
        roomId: task.RoomId,
        taskId: task.TaskId,
        status: "running",
        identifier: task.Identifier,
      }))
      .sort(byRoom),
  );
}

function expectNoCredentials(texts: string[], { emulator }: Account): void {
  const text = texts.join("\n");
  expect(text).not.toContain("CANARY");
  expect(text).not.toContain(emulator.secretKey);
}
