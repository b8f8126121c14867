import { type Emulator, startEmulator } from "pulumi-volcengine-rtc/emulator";
import { expect } from "vitest";
import { S3 } from "#test/e2e/support/program";
import { type CliResult, Stack } from "#test/e2e/support/stack";
import { type Boundary, crashAt, type Victim } from "./crash";
import type { CrashedOperation, CrashSubject } from "./crash-subjects";

const LOCKED = "the stack is currently locked";

/** One stack that lives through one crash after another. */
export class CrashCycle {
  #step = 0;
  #declared: { duration: number; maxIdleTime: number; identifier?: string } | undefined;

  private constructor(
    private readonly subject: CrashSubject,
    private readonly emulator: Emulator,
    private readonly stack: Stack,
  ) {}

  static async start(subject: CrashSubject): Promise<CrashCycle> {
    const emulator = await startEmulator();
    const environment = { ...emulator.environment, VOLCENGINE_CALL_TIMEOUT: "60", VOLCENGINE_OPERATION_TIMEOUT: "60" };
    return new CrashCycle(subject, emulator, await Stack.create({ environment }));
  }

  /** Lets an operation be cut off, does what the CLI says, and looks at what is there. */
  async survive(operation: CrashedOperation, boundary: Boundary, victim: Victim): Promise<void> {
    await this.#prepare(operation);
    const { admin } = this.emulator;
    const command = operation === "refresh" || operation === "destroy" ? operation : "up";
    const wanted = this.#next(operation);
    await this.stack.write(wanted === undefined ? "" : this.subject.declare(wanted));

    const crashed = await crashAt(admin, boundary, victim, () =>
      this.stack.start(command, "--yes", "--skip-preview", "--stack", "test"),
    );
    expect(crashed.code).not.toBe(0);

    this.#declared = wanted;
    const result = await this.#repair(() => (command === "destroy" ? this.stack.destroy() : this.stack.up()));
    expect(result).toMatchObject({ code: 0 });
    await this.#expectInvariant();
    const told = crashed.text + result.text;
    for (const secret of [this.emulator.secretKey, ...Object.values(S3.credentials)])
      expect(told).not.toContain(secret);
  }

  async close(): Promise<void> {
    await this.stack.dispose();
    await this.emulator.close();
  }

  /** Brings the stack to where the operation has something to do. */
  async #prepare(operation: CrashedOperation): Promise<void> {
    const gap = operation === "replace with a gap";
    const there = this.#declared;
    if (operation === "create") {
      if (there === undefined) return;
      expect(await this.stack.destroy()).toMatchObject({ code: 0 });
      this.#declared = undefined;
    } else if (there === undefined || (gap && there.identifier === undefined)) {
      this.#declared = { ...this.#settings(), ...(gap ? { identifier: "audio" } : {}) };
      expect(await this.stack.up(this.subject.declare(this.#declared))).toMatchObject({ code: 0 });
    }
    await this.emulator.admin.clearCalls();
  }

  #next(operation: CrashedOperation) {
    if (operation === "destroy") return undefined;
    const there = this.#declared;
    if (operation === "refresh" && there !== undefined) return there;
    const { duration, maxIdleTime } = this.#settings();
    if (there === undefined) return { duration, maxIdleTime };
    if (operation === "update") return { ...there, duration };
    if (operation === "replace with a gap") return { ...there, maxIdleTime };
    return { duration: there.duration, maxIdleTime };
  }

  #settings() {
    this.#step++;
    return { duration: 20 + this.#step, maxIdleTime: 3600 + this.#step };
  }

  /** What a user does: the same command again, and `pulumi cancel` when the stack is locked. */
  async #repair(command: () => Promise<CliResult>): Promise<CliResult> {
    const result = await command();
    if (!result.text.includes(LOCKED)) return result;
    expect(await this.stack.pulumi("cancel", "--yes", "--stack", "test")).toMatchObject({ code: 0 });
    return command();
  }

  async #expectInvariant(): Promise<void> {
    const running = (await this.emulator.admin.tasks()).filter(({ Status }) => Status === 2);
    const { duration, maxIdleTime } = this.#declared ?? {};
    const rooms = this.#declared === undefined ? [] : this.subject.rooms;
    expect(
      running.map(({ RoomId, Duration, MaxIdleTime }) => ({ RoomId, Duration, MaxIdleTime })).sort(byRoom),
    ).toEqual(rooms.map((RoomId) => ({ RoomId, Duration: duration, MaxIdleTime: maxIdleTime })));
    const known = Object.values(await this.stack.resources()).flatMap(({ outputs = {} }) =>
      Object.values((outputs.tasks as object | undefined) ?? { only: outputs }).map(
        ({ taskId, identifier, status }) => ({
          TaskId: taskId,
          Identifier: identifier,
          status,
        }),
      ),
    );
    expect(known.sort(byTask)).toEqual(
      running.map(({ TaskId, Identifier }) => ({ TaskId, Identifier, status: "running" })).sort(byTask),
    );
  }
}

const byRoom = (a: { RoomId: string }, b: { RoomId: string }) => a.RoomId.localeCompare(b.RoomId);
const byTask = (a: { TaskId: string }, b: { TaskId: string }) => a.TaskId.localeCompare(b.TaskId);
