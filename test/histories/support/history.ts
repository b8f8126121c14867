import { vi } from "vitest";
import type { AdminRun } from "../../../provider/src/emulator/index";
import { deriveTaskId } from "../../../provider/src/segment/identity";
import { parseOwner } from "../../../provider/src/segment/owner";
import { type Declaration, type Kind, type Saved, StackModel } from "./engine";
import { APP, declare, ownId, roomsOf, type Wish } from "./program";
import type { Conditions, Step } from "./steps";
import { MachineDied, type World } from "./world";

const HOUR = 3600_000;
/** As often a user runs the same command again before he gives up. */
const PATIENCE = 8;

/** A team's stack, its program, and who has to look after it again. */
interface Stack {
  model: StackModel;
  tag: string;
  wishes: (Wish | undefined)[];
  /** What a resource was that has another name by now. */
  formerly: Wish | undefined;
  /** Whether somebody else has touched its tasks since the last refresh. */
  touched: boolean;
}

/** A task as a state tells it. */
interface Known {
  stack: Stack;
  urn: string;
  roomId: string;
  taskId: string;
  status: string;
  startTime: string | undefined;
  doomed: boolean;
}

const QUIET: Conditions = {
  cut: undefined,
  coarse: false,
  fault: undefined,
  staleReads: 0,
  slowStops: 0,
  parallel: false,
  reverse: false,
  refresh: false,
};

/** One history of some stacks on one account. Throws as soon as something happens that must never happen. */
export class History {
  readonly #stacks: Stack[];
  #at = 0;
  readonly #strangers = new Set<number>();
  /** Which stack a run was started for, of those that were. */
  readonly #startedFor = new Map<number, Stack>();
  readonly told: string[] = [];
  /** What no user can see from the program alone, and the documents say so. */
  #robbers = 0;

  constructor(private readonly world: World) {
    this.#stacks = [this.#newStack("prod", "p")];
  }

  async run(steps: readonly Step[]): Promise<void> {
    await this.world.emulator.admin.reset();
    vi.setSystemTime(Date.now());
    for (const room of ["lobby", "stage", "lobby-2", "stage-2"]) {
      await this.world.emulator.admin.publish({ appId: APP, roomId: room, userId: "host" });
    }
    for (const step of steps) {
      this.told.push(JSON.stringify(step));
      await this.#take(step);
    }
  }

  get #stack(): Stack {
    return this.#stacks[this.#at] as Stack;
  }

  #newStack(name: string, tag: string): Stack {
    return { model: new StackModel("rtc", name), tag, wishes: [], formerly: undefined, touched: false };
  }

  async #take(step: Step): Promise<void> {
    const stack = this.#stack;
    const { slot } = step;
    const wish = stack.wishes[slot];
    let forced: string | undefined;
    switch (step.do) {
      case "declare": {
        if (wish !== undefined) return;
        stack.wishes[slot] = { ...step.wish, aliases: [] };
        if (this.#clash(stack)) {
          stack.wishes[slot] = undefined;
          return;
        }
        break;
      }
      case "remove":
        stack.wishes[slot] = undefined;
        break;
      case "rename": {
        if (wish === undefined) return;
        const { kind, parents, name } = wish;
        stack.wishes[slot] = {
          ...wish,
          name: step.name,
          parents: step.parents,
          aliases: step.alias ? [identityOf({ kind, parents, name })] : [],
        };
        if (this.#clash(stack)) {
          stack.wishes[slot] = wish;
          return;
        }
        if (step.alias) stack.formerly = wish;
        break;
      }
      case "namesake": {
        if (wish !== undefined || stack.formerly === undefined) return;
        stack.wishes[slot] = { ...stack.formerly, aliases: [] };
        if (this.#clash(stack)) {
          stack.wishes[slot] = undefined;
          return;
        }
        break;
      }
      case "regroup": {
        if (wish === undefined) return;
        const kind: Kind = wish.kind === "SegmentTask" ? "SegmentTaskGroup" : "SegmentTask";
        stack.wishes[slot] = { ...wish, kind };
        if (this.#clash(stack)) {
          stack.wishes[slot] = wish;
          return;
        }
        break;
      }
      case "rotate":
        if (wish === undefined) return;
        stack.wishes[slot] = { ...wish, keys: wish.keys + 1 };
        break;
      case "change":
        if (wish === undefined) return;
        stack.wishes[slot] = changed(wish, step.what);
        break;
      case "force":
        if (wish === undefined) return;
        forced = stack.model.urnOf(declare(wish, stack.tag, slot));
        break;
      case "destroy":
        await this.#command(stack, step, (providers) => stack.model.destroy(providers));
        await this.#expectOnlyOwners();
        stack.wishes = [];
        break;
      case "lose":
        if (!this.#findable(stack)) return;
        stack.model.forget();
        break;
      case "outside":
        await this.#interfere(stack, slot, step.what);
        break;
      case "wait":
        vi.setSystemTime(Date.now() + step.hours * HOUR);
        break;
      case "switchStack":
        if (this.#stacks.length < 2) this.#stacks.push(this.#newStack("stage", "s"));
        this.#at = (this.#at + 1) % this.#stacks.length;
        return;
      case "twin":
        return this.#makeTwin(step);
    }
    await this.#bringAbout(stack, step, forced);
    await this.#expectSettled(step);
  }

  /** A stack is renamed, and another is made under its old name. */
  async #makeTwin(step: Step): Promise<void> {
    if (this.#robbers > 0) return;
    const old = this.#stack;
    const name = old.model.name;
    old.model.rename(`${name}-old`);
    const twin = this.#newStack(name, `${old.tag}t`);
    twin.wishes = old.wishes.map((wish) => wish && { ...wish, aliases: [] });
    this.#stacks.push(twin);
    this.#robbers++;
    // The twin can't know of the tasks that the renamed stack holds under ids that it derives as well.
    await this.#bringAbout(twin, step, undefined, old);
    await this.#expectOnlyOwners();
    if (step.refresh) {
      // What it owned is over, and what runs under the same ids is another's, which a destroy leaves alone.
      await this.#command(old, QUIET, (providers) => old.model.destroy(providers));
      old.wishes = [];
    } else {
      old.touched = true;
      await this.#bringAbout(old, { ...QUIET, staleReads: step.staleReads }, undefined);
    }
    await this.#expectSettled(step);
  }

  /** The same command again until it succeeds, as the documents say. */
  async #bringAbout(stack: Stack, given: Conditions, forced: string | undefined, robbed?: Stack): Promise<void> {
    let how = given;
    const replace = new Set(forced === undefined ? [] : [forced]);
    let refresh = how.refresh;
    for (let attempt = 0; ; attempt++) {
      const conditions = attempt === 0 ? how : { ...how, cut: undefined, fault: undefined };
      const failure = await this.#command(
        stack,
        conditions,
        (providers) =>
          stack.model.up(providers, this.#program(stack, how.reverse), { parallel: how.parallel, refresh, replace }),
        robbed,
      );
      await this.#expectOnlyOwners();
      if (failure === undefined) break;
      // By the time the command runs again what takes a moment is over.
      how = { ...how, staleReads: 0, slowStops: 0 };
      if (attempt === PATIENCE) throw new Error(`Does not come to an end: ${failure}`);
      this.told.push(`  failed: ${failure}`);
      if (failure.includes("`pulumi up --refresh`")) refresh = true;
      const [, room] = /in room "([^"]*)".*Set adopt: true/.exec(failure) ?? [];
      if (room !== undefined) adoptIn(stack, room);
    }
    for (const wish of stack.wishes) if (wish !== undefined) wish.aliases = [];
    if (!stack.touched || refresh) {
      if (refresh) stack.touched = false;
      return;
    }
    stack.touched = false;
    await this.#bringAbout(stack, { ...QUIET, refresh: true, reverse: how.reverse }, undefined, robbed);
  }

  #program(stack: Stack, reverse: boolean): Declaration[] {
    const program = stack.wishes.flatMap((wish, slot) => (wish === undefined ? [] : [declare(wish, stack.tag, slot)]));
    return reverse ? program.reverse() : program;
  }

  /** @returns what the user is told when it fails. */
  async #command(
    stack: Stack,
    { cut, coarse, fault, staleReads, slowStops }: Conditions,
    run: Parameters<World["command"]>[1],
    robbed?: Stack,
  ): Promise<string | undefined> {
    const { admin } = this.world.emulator;
    // However coarse a clock is, a command takes longer to come up.
    vi.setSystemTime(Date.now() + 1_000);
    await admin.changeSettings({ staleReads, slowStops });
    if (fault !== undefined) {
      const { action, when, times } = fault;
      await admin.addFault({ action, calls: { times }, kind: { type: "status", status: 502, when } });
    }
    const owners = await this.#owners();
    const before = new Map((await admin.runs()).map((it) => [it.run, it]));
    const failure = await this.world.command({ cut, coarse }, run).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof MachineDied || error instanceof Error) return reasonOf(error);
        throw error;
      },
    );
    await admin.clearFaults();
    for (const it of await admin.runs()) {
      if (!before.has(it.run)) this.#startedFor.set(it.run, stack);
      if (it.stoppedBy === undefined || before.get(it.run)?.stoppedBy !== undefined) continue;
      this.#expectRightToStop(it, stack, owners.get(it.run), robbed);
    }
    return failure;
  }

  #expectRightToStop(run: AdminRun, stack: Stack, owner: Known | undefined, robbed: Stack | undefined): void {
    const what = `${run.TaskId} in ${run.RoomId}, run ${run.run}`;
    if (this.#strangers.has(run.run)) {
      const adopted = stack.wishes.some((wish) => wish?.adopt && roomsOf(wish).includes(run.RoomId));
      if (!adopted) throw new Error(`A stranger's task was stopped: ${what}`);
      return;
    }
    const whose = owner?.stack ?? this.#startedFor.get(run.run);
    if (whose !== stack && whose !== robbed) throw new Error(`Another stack's task was stopped: ${what}`);
  }

  /** No two resources own one run, at no time. */
  async #expectOnlyOwners(): Promise<void> {
    const owners = new Map<string, Known>();
    for (const known of this.#known()) {
      if (known.startTime === undefined || known.status === "ended" || known.status === "failed") continue;
      const run = `${known.roomId}/${known.taskId}/${known.startTime}`;
      const other = owners.get(run);
      if (other !== undefined) throw new Error(`Two resources own one run, ${run}: ${other.urn} and ${known.urn}`);
      owners.set(run, known);
    }
  }

  async #owners(): Promise<Map<number, Known>> {
    const runs = await this.world.emulator.admin.runs();
    const owners = new Map<number, Known>();
    for (const known of this.#known()) {
      const run = runs.find((it) => isRunOf(it, known));
      if (run !== undefined) owners.set(run.run, known);
    }
    return owners;
  }

  /** One run for each that is declared and none beside them; the states tell them; a further up changes nothing. */
  async #expectSettled({ reverse, parallel }: Conditions): Promise<void> {
    const { admin } = this.world.emulator;
    await admin.changeSettings({ staleReads: 0, slowStops: 0 });
    const running = (await admin.runs()).filter(({ Status }) => Status === 2);
    const left = new Map(running.filter(({ run }) => !this.#strangers.has(run)).map((run) => [run.run, run]));
    for (const stack of this.#stacks) {
      const known = this.#known().filter((it) => it.stack === stack);
      for (const [slot, wish] of stack.wishes.entries()) {
        if (wish === undefined) continue;
        const { args, ...declaration } = declare(wish, stack.tag, slot);
        const urn = stack.model.urnOf({ ...declaration });
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
          this.#strangers.delete(run.run);
        }
      }
      const undeclared = stack.model.resources.filter((it) => it.doomed || it.awaited || it.incomplete);
      if (undeclared.length > 0) throw new Error(`The state still has ${undeclared[0]?.urn}, which is not settled`);
    }
    const [extra] = [...left.values()].filter(({ run }) => !this.#strangers.has(run));
    if (extra !== undefined)
      throw new Error(`${extra.TaskId} runs in ${extra.RoomId}, run ${extra.run}, and is nobody's`);
    for (const stack of this.#stacks) {
      await admin.clearCalls();
      const failure = await this.#command(stack, QUIET, (providers) =>
        stack.model.up(providers, this.#program(stack, reverse), { parallel }),
      );
      if (failure !== undefined) throw new Error(`A further up fails: ${failure}`);
      const [change] = (await admin.calls()).filter(({ applied }) => applied);
      if (change !== undefined) throw new Error(`A further up calls ${change.action} ${change.TaskId}`);
    }
  }

  async #expectStorage({ roomId, taskId, startTime }: Known, wish: Wish): Promise<void> {
    if (isOutOfSight({ startTime })) return;
    const { TosConfig, CustomConfig } = await this.world.storageOf({ AppId: APP, RoomId: roomId, TaskId: taskId });
    const bucket = TosConfig?.Bucket ?? CustomConfig?.Bucket;
    const key = CustomConfig?.AccessKey;
    const wanted = wish.keys === 0 ? undefined : `access-${wish.keys}`;
    if (bucket !== wish.bucket || key !== wanted) {
      throw new Error(`${taskId} in ${roomId} uploads to ${bucket} with ${key}, not to ${wish.bucket} with ${wanted}`);
    }
  }

  /** Somebody who is none of ours. */
  async #interfere(stack: Stack, slot: number, what: "end" | "update" | "restart" | "stranger"): Promise<void> {
    const { admin } = this.world.emulator;
    const client = this.world.client();
    vi.setSystemTime(Date.now() + 1);
    const wish = stack.wishes[slot];
    const start = async (RoomId: string, TaskId: string) => {
      const StorageConfig = { Type: 0, TosConfig: { AccountId: "9", Bucket: "theirs" } };
      const body = { AppId: APP, RoomId, TaskId, StorageConfig, Identifier: `stranger-${this.#strangers.size}` };
      if ((await client.start(body, client.operation())) !== "started") return;
      const newest = (await admin.runs()).filter((it) => it.TaskId === TaskId && it.RoomId === RoomId).at(-1);
      if (newest !== undefined) this.#strangers.add(newest.run);
    };
    if (what === "stranger") return start("lobby", ownId(stack.tag, slot));
    if (wish === undefined) return;
    const urn = stack.model.urnOf(declare(wish, stack.tag, slot));
    const task = this.#known().find((it) => it.stack === stack && it.urn === urn);
    if (task === undefined) return;
    // What happens to a task that the API no longer shows can't be seen by anybody.
    if (what !== "restart" && isOutOfSight(task)) return;
    const ref = { appId: APP, roomId: task.roomId, taskId: task.taskId };
    const key = { AppId: APP, RoomId: task.roomId, TaskId: task.taskId };
    stack.touched = true;
    if (what === "update") {
      await client.update({ ...key, Identifier: "changed-by-hand", Handle: true, Duration: 77 }, client.operation());
      return;
    }
    await admin.endTask({ ...ref, reason: "UserDisconnect" }).catch(() => undefined);
    if (what === "restart") await start(task.roomId, task.taskId);
  }

  /** Two resources of one name, which no program has. */
  #clash({ model, tag, wishes }: Stack): boolean {
    const urns = wishes.flatMap((wish, slot) => (wish === undefined ? [] : [model.urnOf(declare(wish, tag, slot))]));
    return new Set(urns).size < urns.length;
  }

  /** Whether the program alone finds all tasks again: none has an id from a name that its resource no longer has. */
  #findable(stack: Stack): boolean {
    return stack.wishes.every((wish, slot) => {
      if (wish === undefined || (wish.ownId && wish.kind === "SegmentTask")) return true;
      const declaration = declare(wish, stack.tag, slot);
      const urn = stack.model.urnOf(declaration);
      const text = JSON.stringify({ project: "rtc", stack: stack.model.name, parents: wish.parents, name: wish.name });
      const owner = parseOwner(wish.kind === "SegmentTask" ? "task" : "group", text);
      const { rooms: _, identifier: _prefix, ...args } = declaration.args;
      return this.#known()
        .filter((it) => it.stack === stack && it.urn === urn)
        .every(({ roomId, taskId }) => deriveTaskId(owner, { ...args, roomId } as never) === taskId);
    });
  }

  #known(): Known[] {
    return this.#stacks.flatMap((stack) => stack.model.resources.flatMap((saved) => tasksOf(stack, saved)));
  }
}

function tasksOf(stack: Stack, { urn, outputs, doomed }: Saved): Known[] {
  const tasks = (outputs.tasks as Record<string, Record<string, unknown>> | undefined) ?? {
    [String(outputs.roomId)]: outputs,
  };
  return Object.entries(tasks).map(([roomId, { taskId, status, startTime }]) => ({
    stack,
    urn,
    roomId,
    taskId: String(taskId),
    status: String(status),
    startTime: startTime as string | undefined,
    doomed,
  }));
}

function isRunOf({ RoomId, TaskId, StartTime }: AdminRun, { roomId, taskId, startTime }: Known): boolean {
  return RoomId === roomId && TaskId === taskId && startTime !== undefined && StartTime === Date.parse(startTime);
}

function isOutOfSight({ startTime }: Pick<Known, "startTime">): boolean {
  return Date.now() - Date.parse(startTime ?? "") > 71 * HOUR;
}

function identityOf({ kind, parents, name }: Pick<Wish, "kind" | "parents" | "name">): Declaration["aliases"][number] {
  return { kind, name, ...(parents === undefined ? {} : { parents }) };
}

function changed(wish: Wish, what: Extract<Step, { do: "change" }>["what"]): Wish {
  switch (what) {
    case "duration":
      return { ...wish, duration: wish.duration === 20 ? 30 : 20 };
    case "maxIdleTime":
      return { ...wish, maxIdleTime: wish.maxIdleTime === 3600 ? 7200 : 3600 };
    case "bucket":
      return { ...wish, bucket: wish.bucket === "audio" ? "archive" : "audio" };
    case "room":
      return { ...wish, room: wish.room === "lobby" ? "stage" : "lobby" };
    case "ownPrefix":
      return { ...wish, ownPrefix: !wish.ownPrefix };
    case "ownId":
      return { ...wish, ownId: !wish.ownId };
  }
}

function adoptIn(stack: Stack, room: string): void {
  for (const wish of stack.wishes) if (wish !== undefined && roomsOf(wish).includes(room)) wish.adopt = true;
}

function reasonOf(error: Error & { reasons?: string[] }): string {
  return [error.message, ...(error.reasons ?? [])].join("\n");
}
