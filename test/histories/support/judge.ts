import type { AdminRun, EmulatorAdmin } from "#emulator/index";
import { APP, declare, roomsOf, type Wish } from "./program";
import { isOutOfSight, isRunOf, type Known, knownTasks, type Stack } from "./stacks";
import type { World } from "./world";

/** A command that has run, and what was there before it. */
interface Deed<Cut> {
  stack: Stack<Cut>;
  /** Whose tasks it can't help taking. */
  robbed: Stack<Cut> | undefined;
  owners: Map<number, Known<Cut>>;
  seen: Map<number, AdminRun>;
}

/** Says what must be, and what must never be, whatever happens to some stacks. */
export class Judge<Cut> {
  /** Runs that none of the stacks has started. */
  readonly strangers = new Set<number>();
  /** Which stack a run was started for, of those that were. */
  readonly #startedFor = new Map<number, Stack<Cut>>();
  #latest: Deed<Cut> | undefined;

  constructor(
    private readonly world: World<Cut>,
    private readonly stacks: readonly Stack<Cut>[],
  ) {}

  get #admin(): EmulatorAdmin {
    return this.world.account.emulator.admin;
  }

  /** Notes what there is before a command, so as to judge what the command does. */
  async before(stack: Stack<Cut>, robbed: Stack<Cut> | undefined): Promise<void> {
    const seen = new Map((await this.#admin.runs()).map((it) => [it.run, it]));
    this.#latest = { stack, robbed, owners: await this.#owners(), seen };
  }

  /** Looks at what the latest command, or what outlived it, has started and stopped since the last look. */
  async look(): Promise<void> {
    if (this.#latest === undefined) return;
    const { stack, robbed, owners, seen } = this.#latest;
    for (const it of await this.#admin.runs()) {
      if (!seen.has(it.run) && !this.strangers.has(it.run)) this.#startedFor.set(it.run, stack);
      const stopped = it.stoppedBy !== undefined && seen.get(it.run)?.stoppedBy === undefined;
      if (stopped) this.#expectRightToStop(it, stack, owners.get(it.run), robbed);
      seen.set(it.run, it);
    }
  }

  #expectRightToStop(
    run: AdminRun,
    stack: Stack<Cut>,
    owner: Known<Cut> | undefined,
    robbed: Stack<Cut> | undefined,
  ): void {
    const what = `${run.TaskId} in ${run.RoomId}, run ${run.run}`;
    if (this.strangers.has(run.run)) {
      const adopted = stack.wishes.some((wish) => wish?.adopt && roomsOf(wish).includes(run.RoomId));
      if (!adopted) throw new Error(`A stranger's task was stopped: ${what}`);
      return;
    }
    const whose = owner?.stack ?? this.#startedFor.get(run.run);
    if (whose !== stack && whose !== robbed) throw new Error(`Another stack's task was stopped: ${what}`);
  }

  /** No two resources own one run, at no time. */
  async expectOnlyOwners(): Promise<void> {
    const owners = new Map<string, Known<Cut>>();
    for (const known of knownTasks(this.stacks)) {
      if (known.startTime === undefined || known.status === "ended" || known.status === "failed") continue;
      const run = `${known.roomId}/${known.taskId}/${known.startTime}`;
      const other = owners.get(run);
      if (other !== undefined) throw new Error(`Two resources own one run, ${run}: ${other.urn} and ${known.urn}`);
      owners.set(run, known);
    }
  }

  async #owners(): Promise<Map<number, Known<Cut>>> {
    const runs = await this.#admin.runs();
    const owners = new Map<number, Known<Cut>>();
    for (const known of knownTasks(this.stacks)) {
      const run = runs.find((it) => isRunOf(it, known));
      if (run !== undefined) owners.set(run.run, known);
    }
    return owners;
  }

  /** One run for each that is declared and none beside them, and the states tell them. */
  async expectSettled(): Promise<void> {
    const running = (await this.#admin.runs()).filter(({ Status }) => Status === 2);
    const left = new Map(running.filter(({ run }) => !this.strangers.has(run)).map((run) => [run.run, run]));
    for (const stack of this.stacks) {
      const known = knownTasks([stack]);
      for (const [slot, wish] of stack.wishes.entries()) {
        if (wish === undefined) continue;
        const { args, ...declaration } = declare(wish, stack.tag, slot);
        const urn = stack.engine.urnOf({ ...declaration });
        for (const room of roomsOf(wish)) {
          const [task, ...more] = known.filter((it) => it.urn === urn && it.roomId === room);
          if (task === undefined || more.length > 0) throw new Error(`${urn} has no one task in ${room}`);
          const run = running.find((it) => isRunOf(it, task));
          if (run === undefined) throw new Error(`${urn} is declared, and its task in ${room} does not run`);
          if (run.Duration !== wish.duration || run.MaxIdleTime !== wish.maxIdleTime) {
            throw new Error(`${urn} runs in ${room} with other settings than it is declared with`);
          }
          await this.#expectStorage(task, wish);
          left.delete(run.run);
          // From now on it is this resource's, whoever started it.
          this.strangers.delete(run.run);
        }
      }
      const undeclared = stack.engine.resources.filter((it) => it.doomed || it.awaited || it.incomplete);
      if (undeclared.length > 0) throw new Error(`The state still has ${undeclared[0]?.urn}, which is not settled`);
    }
    const [extra] = [...left.values()].filter(({ run }) => !this.strangers.has(run));
    if (extra !== undefined)
      throw new Error(`${extra.TaskId} runs in ${extra.RoomId}, run ${extra.run}, and is nobody's`);
  }

  async #expectStorage({ roomId, taskId, startTime }: Known<Cut>, wish: Wish): Promise<void> {
    if (isOutOfSight({ startTime })) return;
    const { TosConfig, CustomConfig } = await this.world.account.storageOf({
      AppId: APP,
      RoomId: roomId,
      TaskId: taskId,
    });
    const bucket = TosConfig?.Bucket ?? CustomConfig?.Bucket;
    const key = CustomConfig?.AccessKey;
    const wanted = wish.keys === 0 ? undefined : `access-${wish.keys}`;
    if (bucket !== wish.bucket || key !== wanted) {
      throw new Error(`${taskId} in ${roomId} uploads to ${bucket} with ${key}, not to ${wish.bucket} with ${wanted}`);
    }
  }
}
