import { type Emulator, startEmulator } from "pulumi-volcengine-rtc/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { S3, task, tasks } from "../e2e/support/program";
import { Cluster } from "./support/cluster";
import { Runner, type Team } from "./support/runner";

const EXAMPLE_ROOMS = ["arena", "booth", "gallery", "lobby", "lounge", "stage", "studio", "terrace"];

const LOCKED = /the stack is currently locked by 1 lock\(s\)/;

/** The steps of one team's day, in this order. One stack's name begins with the other's on purpose. */
describe("a team with its state in PostgreSQL", () => {
  let emulator: Emulator;
  let cluster: Cluster;
  let first: Runner;
  let second: Runner;
  let other: Runner;

  let team: Team;

  const lobby = { lobby: task("lobby", { storageConfig: S3 }) };
  const withStage = { ...lobby, stage: task("stage") };
  const withBooth = { ...withStage, booth: task("booth") };
  const runningRooms = async () =>
    (await emulator.admin.tasks())
      .filter(({ Status }) => Status === 2)
      .map(({ RoomId }) => RoomId)
      .sort();
  const hangAtStart = async () => {
    const kind = { type: "hang", when: "before" } as const;
    const { id } = await emulator.admin.addFault({ action: "StartSegment", calls: "always", kind });
    return id;
  };

  beforeAll(async () => {
    emulator = await startEmulator();
    await emulator.admin.setClock({ frozen: true });
    cluster = await Cluster.start();
    team = {
      backend: cluster.url,
      passphrase: "the team's passphrase",
      // Long enough for what the others do meanwhile: a call without an answer is made six times.
      environment: { ...emulator.environment, VOLCENGINE_CALL_TIMEOUT: "6" },
    };
    first = await Runner.create(team, "east", tasks(lobby));
    second = await first.another();
    other = await Runner.create(team, "east-2", tasks({ arena: task("arena") }));
  });

  afterAll(async () => {
    for (const runner of [first, second, other]) await runner?.dispose();
    await cluster?.stop();
    await emulator?.close();
  });

  test("two stacks on one database are deployed side by side", async () => {
    const results = await Promise.all([first.up(), other.up()]);

    expect(results).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(await runningRooms()).toEqual(["arena", "lobby"]);
  });

  test("a second runner is refused while the first one works, another stack is not, and then it gets through", async () => {
    const fault = await hangAtStart();
    await first.write(tasks(withStage));
    await second.write(tasks(withStage));
    const deploying = first.startUp();
    await emulator.admin.waitForCalls({ action: "StartSegment", fault });

    const refused = await second.up();
    expect(refused.code).not.toBe(0);
    expect(refused.text).toMatch(LOCKED);
    expect(refused.text).toContain("pulumi cancel");
    expect(refused.text).not.toContain(new URL(cluster.url).password);
    expect(await other.destroy()).toMatchObject({ code: 0 });

    await emulator.admin.clearFaults();
    expect(await deploying.ended).toMatchObject({ code: 0 });
    const afterwards = await second.up();
    expect(afterwards).toMatchObject({ code: 0 });
    expect(afterwards.text).toContain("3 unchanged");
    expect(await runningRooms()).toEqual(["lobby", "stage"]);
  });

  test("the lock of a runner that died stays until it is cancelled, and then the work is finished", async () => {
    const fault = await hangAtStart();
    await first.write(tasks(withBooth));
    await second.write(tasks(withBooth));
    const deploying = first.startUp();
    await emulator.admin.waitForCalls({ action: "StartSegment", fault });
    deploying.kill();
    await deploying.ended;
    await emulator.admin.clearFaults();

    expect((await second.up()).text).toMatch(LOCKED);
    expect(await second.cancel()).toMatchObject({ code: 0 });
    expect(await second.up()).toMatchObject({ code: 0 });
    expect(await runningRooms()).toEqual(["booth", "lobby", "stage"]);
  });

  test("nothing in the database holds a credential in clear", async () => {
    const kept = [...(await cluster.everythingKept()).values()].join("\n");

    expect(kept).toContain(S3.bucket);
    for (const secret of [S3.credentials.accessKey, S3.credentials.secretKey, emulator.secretKey, emulator.accessKey]) {
      expect(kept).not.toContain(secret);
    }
  });

  test("destroy stops everything and leaves no lock", async () => {
    expect(await first.destroy()).toMatchObject({ code: 0 });
    expect(await runningRooms()).toEqual([]);

    const keys = [...(await cluster.everythingKept()).keys()];
    expect(keys.filter((key) => key.includes("/locks/"))).toEqual([]);
  });

  test("the example splits its rooms over two stacks that are deployed at the same time", async () => {
    const west = await Runner.createExample(team, "west", "shared-state");
    const east = await Runner.createExample(team, "east", "shared-state");
    try {
      for (const [part, runner] of [west, east].entries()) await runner.config("part", String(part));
      expect(await Promise.all([west.up(), east.up()])).toMatchObject([{ code: 0 }, { code: 0 }]);
      expect(await runningRooms()).toEqual(EXAMPLE_ROOMS);
      expect(await Promise.all([west.destroy(), east.destroy()])).toMatchObject([{ code: 0 }, { code: 0 }]);
      expect(await runningRooms()).toEqual([]);
    } finally {
      for (const runner of [west, east]) await runner.dispose();
    }
  });
});
