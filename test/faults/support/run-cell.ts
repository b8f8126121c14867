import { expect } from "vitest";
import { type Account, OPERATION_TIMEOUT_MS } from "./account";
import { Engine } from "./engine";
import { type Cell, FAULT_CALLS, FAULT_KINDS } from "./fault-kinds";
import { asWanted, type Scenario, type Subject } from "./scenario";

/** What an error must offer to whoever reads it. */
const WAY_OUT =
  /try again|again later|run `pulumi|the same command again|[Cc]heck |[Gg]ive |get a new one|set it right|[Ss]witch on|[Ss]et /;

/** Two operations at most (a replacement deletes and creates), the longest call, and what a busy machine may add. */
const LONGEST_MS = 2 * OPERATION_TIMEOUT_MS + 8_000;

/** Runs an operation under a fault, takes the fault away, has the user do what the error says, and looks at the result. */
export async function runCell<Operation extends string>(
  account: Account,
  subject: Subject<Operation>,
  { operation, action, fault, calls }: Cell<Operation>,
): Promise<void> {
  const { admin } = account.emulator;
  const scenario = subject.operations[operation];
  const patient = () => account.provider(subject.provider, false);
  const engine = new Engine(patient());
  if (scenario.before !== undefined) await engine.up(scenario.before);
  await scenario.meanwhile?.(account, engine);

  await admin.addFault({ action, calls: FAULT_CALLS[calls], kind: FAULT_KINDS[fault] });
  engine.provider = account.provider(subject.provider, true);
  const start = performance.now();
  const failure = await failureOf(perform(engine, scenario));
  expect(performance.now() - start).toBeLessThan(LONGEST_MS);
  if (failure !== undefined) expectHelpful(failure, scenario);

  await admin.clearFaults();
  const healed = await heal(engine, scenario, patient);

  await expectInvariant(account, subject, engine, scenario);
  await admin.clearCalls();
  engine.provider = patient();
  await engine.up(scenario.program);
  expect((await admin.calls()).filter(({ applied }) => applied)).toEqual([]);
  expectNoCredentials([failure ?? "", account.printed, ...healed], account);
}

function perform(engine: Engine, { kind, program }: Scenario): Promise<void> {
  if (kind === "refresh") return engine.refresh();
  return kind === "destroy" ? engine.destroy() : engine.up(program);
}

/** Repeats the operation as a user would; @returns the errors on the way. */
async function heal(engine: Engine, scenario: Scenario, patient: () => Engine["provider"]): Promise<string[]> {
  engine.provider = patient();
  if (scenario.kind !== "up") await perform(engine, scenario);
  if (scenario.kind === "destroy") return [];
  engine.provider = patient();
  const failure = await failureOf(engine.up(scenario.program));
  if (failure === undefined) return [];
  expect(failure).toContain("--refresh");
  engine.provider = patient();
  await engine.refresh();
  await engine.up(scenario.program);
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
  engine: Engine,
  { wanted }: Scenario,
): Promise<void> {
  const running = (await emulator.admin.tasks()).filter(({ Status }) => Status === 2);
  const byRoom = (a: { roomId: string }, b: { roomId: string }) => a.roomId.localeCompare(b.roomId);
  expect(running.map(asWanted).sort(byRoom)).toEqual(wanted.map(({ businessId: _, ...rest }) => rest).sort(byRoom));
  const known = engine.resource === undefined ? [] : subject.known(engine.resource.outputs);
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
