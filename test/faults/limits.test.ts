import { afterAll, describe, expect, test } from "vitest";
import { NOWHERE } from "../support/nowhere";
import { Account, Accounts } from "./support/account";
import { Engine } from "./support/engine";
import { GROUP, TASK } from "./support/subjects";

/** What the documentation says about failures beside the matrix, also what is not guaranteed. */
const accounts = new Accounts();
afterAll(() => accounts.close());

async function running({ emulator }: Account): Promise<number> {
  return (await emulator.admin.stats()).runningTasks;
}

describe.each([TASK, GROUP])("$name whose engine died before it saved the state", (subject) => {
  const { program } = subject.operations.create;
  const rooms = subject.operations.create.wanted.length;

  async function crashed(account: Account): Promise<Engine> {
    const engine = new Engine(account.provider(subject.provider, false));
    const before = engine.state;
    await engine.up(program);
    engine.rewind(before);
    // With the engine its provider process is gone, and all that knew.
    engine.provider = account.provider(subject.provider, false);
    return engine;
  }

  test.concurrent("is found again by the same program, and started anew", () =>
    accounts.lend(async (account) => {
      const engine = await crashed(account);
      await account.emulator.admin.clearCalls();
      await engine.up(program);
      const changes = (await account.emulator.admin.calls()).filter(({ applied }) => applied);
      const anew = Array.from({ length: rooms }, () => ["StartSegment", "StopSegment"]).flat();
      expect(changes.map(({ action }) => action).sort()).toEqual(anew.sort());
      expect(await running(account)).toBe(rooms);
      await engine.destroy();
      expect(await running(account)).toBe(0);
    }));

  test.concurrent("is not known to a destroy that comes before the same up", () =>
    accounts.lend(async (account) => {
      const engine = await crashed(account);
      await engine.destroy();
      expect(await running(account)).toBe(rooms);
    }));

  test.concurrent("is not known to a program that was changed meanwhile", () =>
    accounts.lend(async (account) => {
      const engine = await crashed(account);
      await engine.up({ ...program, maxIdleTime: 600 });
      expect(await running(account)).toBe(2 * rooms);
    }));
});

describe.each([TASK, GROUP])("$name while nothing listens at the endpoint", (subject) => {
  test.concurrent("fails soon with an error that names the endpoint's setting, and is no resource", () =>
    accounts.lend(async ({ emulator }) => {
      const elsewhere = new Account({ ...emulator, url: NOWHERE });
      const engine = new Engine(elsewhere.provider(subject.provider, true));

      const failure = engine.up(subject.operations.create.program);

      await expect(failure).rejects.toThrow(/StartSegment: .*ECONNREFUSED.*volcengine:endpoint or VOLCENGINE_ENDPOINT/);
      expect(engine.resource).toBeUndefined();
    }));
});

describe("a group under replacement by another app", () => {
  const { before, program } = GROUP.operations.replace;

  test.concurrent("keeps the old tasks until the new ones run, and stops them at the next up when that fails", () =>
    accounts.lend(async (account) => {
      const engine = new Engine(account.provider(GROUP.provider, false));
      await engine.up(before);
      const refused = { type: "error", status: 400, code: "InvalidParameter.IllegalRoomID" } as const;
      await account.emulator.admin.addFault({ action: "StartSegment", calls: "first", kind: refused });
      await expect(engine.up(program)).rejects.toThrow("1 room could not be started");
      expect(await running(account)).toBe(5);
      await engine.up(program);
      expect(await running(account)).toBe(3);
      const apps = (await account.emulator.admin.tasks())
        .filter(({ Status }) => Status === 2)
        .map(({ AppId }) => AppId);
      expect(new Set(apps)).toEqual(new Set(["app2"]));
    }));
});
