import type { EmulatorAdmin } from "#emulator/index";
import { deriveTaskId } from "#segment/identity";
import { parseOwner } from "#segment/owner";
import type { Declaration, Kind } from "./engine";
import { Judge } from "./judge";
import { APP, declare, ownId, roomsOf, type Wish } from "./program";
import { isOutOfSight, knownTasks, programOf, type Stack } from "./stacks";
import type { Conditions, Step } from "./steps";
import { type Command, MachineDied, type World } from "./world";

const HOUR = 3600_000;
/** As often a user runs the same command again before he gives up. */
const PATIENCE = 8;

const QUIET: Conditions<never> = {
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
export class History<Cut> {
  readonly #stacks: Stack<Cut>[] = [];
  #at = 0;
  readonly told: string[] = [];
  /** What no user can see from the program alone, and the documents say so. */
  #robbers = 0;
  readonly #judge: Judge<Cut>;

  constructor(private readonly world: World<Cut>) {
    this.#judge = new Judge(world, this.#stacks);
  }

  async run(steps: readonly Step<Cut>[]): Promise<void> {
    this.#stacks.push(await this.#newStack("prod", "p"));
    await this.#admin.reset();
    this.world.pass(0);
    for (const room of ["lobby", "stage", "lobby-2", "stage-2"]) {
      await this.#admin.publish({ appId: APP, roomId: room, userId: "host" });
    }
    for (const step of steps) {
      this.told.push(JSON.stringify(step));
      await this.#take(step);
    }
    if (this.world.quick) return;
    await this.#expectNothingToDo(QUIET);
    // What outlived its engine has had its time by now.
    await this.#expectSettled(QUIET);
  }

  get #admin(): EmulatorAdmin {
    return this.world.account.emulator.admin;
  }

  get #stack(): Stack<Cut> {
    return this.#stacks[this.#at] as Stack<Cut>;
  }

  async #newStack(name: string, tag: string): Promise<Stack<Cut>> {
    return { engine: await this.world.newStack(name), tag, wishes: [], formerly: undefined, touched: false };
  }

  async #take(step: Step<Cut>): Promise<void> {
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
        forced = stack.engine.urnOf(declare(wish, stack.tag, slot));
        break;
      case "destroy":
        await this.#command(stack, step, { do: "destroy" });
        await this.#judge.expectOnlyOwners();
        stack.wishes = [];
        break;
      case "lose":
        if (!this.#findable(stack)) return;
        await stack.engine.forget();
        break;
      case "outside":
        await this.#interfere(stack, slot, step.what);
        break;
      case "wait":
        this.world.pass(step.hours * HOUR);
        break;
      case "switchStack":
        if (this.#stacks.length < 2) this.#stacks.push(await this.#newStack("stage", "s"));
        this.#at = (this.#at + 1) % this.#stacks.length;
        return;
      case "twin":
        return this.#makeTwin(step);
    }
    await this.#bringAbout(stack, step, forced);
    await this.#expectSettled(step);
  }

  /** A stack is renamed, and another is made under its old name. */
  async #makeTwin(step: Step<Cut>): Promise<void> {
    if (this.#robbers > 0) return;
    const old = this.#stack;
    const name = old.engine.name;
    await old.engine.rename(`${name}-old`);
    const twin = await this.#newStack(name, `${old.tag}t`);
    twin.wishes = old.wishes.map((wish) => wish && { ...wish, aliases: [] });
    this.#stacks.push(twin);
    this.#robbers++;
    // The twin can't know of the tasks that the renamed stack holds under ids that it derives as well.
    await this.#bringAbout(twin, step, undefined, old);
    await this.#judge.expectOnlyOwners();
    if (step.refresh) {
      // What it owned is over, and what runs under the same ids is another's, which a destroy leaves alone.
      await this.#command(old, QUIET, { do: "destroy" });
      old.wishes = [];
    } else {
      old.touched = true;
      await this.#bringAbout(old, { ...QUIET, staleReads: step.staleReads }, undefined);
    }
    await this.#expectSettled(step);
  }

  /** The same command again until it succeeds, as the documents say. */
  async #bringAbout(
    stack: Stack<Cut>,
    given: Conditions<Cut>,
    forced: string | undefined,
    robbed?: Stack<Cut>,
  ): Promise<void> {
    let how = given;
    const replace = new Set(forced === undefined ? [] : [forced]);
    let refresh = how.refresh;
    for (let attempt = 0; ; attempt++) {
      const conditions = attempt === 0 ? how : { ...how, cut: undefined, fault: undefined };
      const failure = await this.#command(
        stack,
        conditions,
        {
          do: "up",
          program: programOf(stack, how.reverse),
          options: { parallel: how.parallel, refresh, replace },
        },
        robbed,
      );
      await this.#judge.expectOnlyOwners();
      if (failure === undefined) break;
      // By the time the command runs again what takes a moment is over.
      how = { ...how, staleReads: 0, slowStops: 0 };
      if (attempt === PATIENCE) throw new Error(`Does not come to an end: ${failure}`);
      this.told.push(`  failed: ${failure}`);
      if (failure.includes("`pulumi up --refresh`")) refresh = true;
      // The first attempt may have come as far as to delete what it was to replace.
      if (failure.includes("could not be found in the stack")) replace.clear();
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

  /** @returns what the user is told when it fails. */
  async #command(
    stack: Stack<Cut>,
    { cut, coarse, fault, staleReads, slowStops }: Conditions<Cut>,
    command: Command,
    robbed?: Stack<Cut>,
  ): Promise<string | undefined> {
    const admin = this.#admin;
    // What outlived its engine may have had calls under way.
    await this.#judge.look();
    // However coarse a clock is, a command takes longer to come up.
    this.world.pass(1_000);
    await admin.changeSettings({ staleReads, slowStops });
    if (fault !== undefined) {
      const { action, when, times } = fault;
      await admin.addFault({ action, calls: { times }, kind: { type: "status", status: 502, when } });
    }
    await this.#judge.before(stack, robbed);
    const failure = await stack.engine.run(command, { cut, coarse }).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof MachineDied || error instanceof Error) return reasonOf(error);
        throw error;
      },
    );
    await admin.clearFaults();
    await this.#judge.look();
    return failure;
  }

  async #expectSettled(conditions: Conditions<Cut>): Promise<void> {
    await this.#admin.changeSettings({ staleReads: 0, slowStops: 0 });
    await this.#judge.expectSettled();
    if (this.world.quick) await this.#expectNothingToDo(conditions);
  }

  async #expectNothingToDo({ reverse, parallel }: Conditions<Cut>): Promise<void> {
    const admin = this.#admin;
    for (const stack of this.#stacks) {
      await admin.clearCalls();
      const program = programOf(stack, reverse);
      const failure = await this.#command(stack, QUIET, { do: "up", program, options: { parallel } });
      if (failure !== undefined) throw new Error(`A further up fails: ${failure}`);
      const [change] = (await admin.calls()).filter(({ applied }) => applied);
      if (change !== undefined) throw new Error(`A further up calls ${change.action} ${change.TaskId}`);
    }
  }

  /** Somebody who is none of ours. */
  async #interfere(stack: Stack<Cut>, slot: number, what: "end" | "update" | "restart" | "stranger"): Promise<void> {
    const admin = this.#admin;
    const client = this.world.account.client();
    this.world.pass(1);
    const wish = stack.wishes[slot];
    const start = async (RoomId: string, TaskId: string) => {
      const StorageConfig = { Type: 0, TosConfig: { AccountId: "9", Bucket: "theirs" } };
      const body = { AppId: APP, RoomId, TaskId, StorageConfig, Identifier: `stranger-${this.#judge.strangers.size}` };
      if ((await client.start(body, client.operation())) !== "started") return;
      const newest = (await admin.runs()).filter((it) => it.TaskId === TaskId && it.RoomId === RoomId).at(-1);
      if (newest !== undefined) this.#judge.strangers.add(newest.run);
    };
    if (what === "stranger") return start("lobby", ownId(stack.tag, slot));
    if (wish === undefined) return;
    const urn = stack.engine.urnOf(declare(wish, stack.tag, slot));
    const task = knownTasks([stack]).find((it) => it.urn === urn);
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
  #clash({ engine, tag, wishes }: Stack<Cut>): boolean {
    const urns = wishes.flatMap((wish, slot) => (wish === undefined ? [] : [engine.urnOf(declare(wish, tag, slot))]));
    return new Set(urns).size < urns.length;
  }

  /** Whether the program alone finds all tasks again: none has an id from a name that its resource no longer has. */
  #findable(stack: Stack<Cut>): boolean {
    return stack.wishes.every((wish, slot) => {
      if (wish === undefined || (wish.ownId && wish.kind === "SegmentTask")) return true;
      const declaration = declare(wish, stack.tag, slot);
      const urn = stack.engine.urnOf(declaration);
      const text = JSON.stringify({
        project: stack.engine.project,
        stack: stack.engine.name,
        parents: wish.parents,
        name: wish.name,
      });
      const owner = parseOwner(wish.kind === "SegmentTask" ? "task" : "group", text);
      const { rooms: _, identifier: _prefix, ...args } = declaration.args;
      return knownTasks([stack])
        .filter((it) => it.urn === urn)
        .every(({ roomId, taskId }) => deriveTaskId(owner, { ...args, roomId } as never) === taskId);
    });
  }
}

function identityOf({ kind, parents, name }: Pick<Wish, "kind" | "parents" | "name">): Declaration["aliases"][number] {
  return { kind, name, ...(parents === undefined ? {} : { parents }) };
}

function changed(wish: Wish, what: Extract<Step<unknown>, { do: "change" }>["what"]): Wish {
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

function adoptIn({ wishes }: Pick<Stack<unknown>, "wishes">, room: string): void {
  for (const wish of wishes) if (wish !== undefined && roomsOf(wish).includes(room)) wish.adopt = true;
}

function reasonOf(error: Error & { reasons?: string[] }): string {
  return [error.message, ...(error.reasons ?? [])].join("\n");
}
