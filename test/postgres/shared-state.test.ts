import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import { describe, expect } from "vitest";
import { running } from "../e2e/support/api-calls";
import { S3, task, tasks } from "../e2e/support/program";
import { RoomsService } from "../e2e/support/rooms-service";
import { test as stackTest } from "../e2e/support/stack-test";
import { Cluster } from "./support/cluster";
import { Runner, type Team } from "./support/runner";

const EXAMPLE_ROOMS = ["arena", "booth", "gallery", "lobby", "lounge", "stage", "studio", "terrace"];

const LOCKED = /the stack is currently locked by 1 lock\(s\)/;

const lobby = { lobby: task("lobby", { storageConfig: S3 }) };
const withStage = { ...lobby, stage: task("stage") };
const withBooth = { ...withStage, booth: task("booth") };

const test = stackTest
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures a fixture needs.
  .extend("cluster", { scope: "file" }, async ({}, { onCleanup }) => {
    const cluster = await Cluster.start();
    onCleanup(() => cluster.stop());
    return cluster;
  })
  .extend(
    "team",
    { scope: "file" },
    ({ cluster, emulator }): Team => ({
      backend: cluster.url,
      passphrase: "the team's passphrase",
      // Long enough for what the others do meanwhile: a call without an answer is made six times.
      environment: { ...emulator.environment, VOLCENGINE_CALL_TIMEOUT: "6" },
    }),
  )
  .extend("runners", { scope: "file" }, async ({ team }, { onCleanup }) => {
    const first = await Runner.create(team, "east", tasks(lobby));
    const second = await first.another();
    // Its name begins with the first one's on purpose.
    const other = await Runner.create(team, "east-2", tasks({ arena: task("arena") }));
    onCleanup(async () => {
      for (const runner of [first, second, other]) await runner.dispose();
    });
    return { first, second, other };
  });

async function runningRooms({ admin }: Emulator): Promise<string[]> {
  return (await running(admin)).map(({ RoomId }) => RoomId).sort();
}

async function hangAtStart({ admin }: Emulator): Promise<string> {
  const kind = { type: "hang", when: "before" } as const;
  const { id } = await admin.addFault({ action: "StartSegment", calls: "always", kind });
  return id;
}

/** The steps of one team's day, in this order. */
describe("a team with its state in PostgreSQL", () => {
  test.beforeAll(({ emulator }) => emulator.admin.setClock({ frozen: true }));

  test("two stacks on one database are deployed side by side", async ({ runners: { first, other }, emulator }) => {
    const results = await Promise.all([first.up(), other.up()]);

    expect(results).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(await runningRooms(emulator)).toEqual(["arena", "lobby"]);
  });

  test("a second runner is refused while the first one works, another stack is not, and then it gets through", async ({
    runners: { first, second, other },
    cluster,
    emulator,
  }) => {
    const fault = await hangAtStart(emulator);
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
    expect(await runningRooms(emulator)).toEqual(["lobby", "stage"]);
  });

  test("the lock of a runner that died stays until it is cancelled, and then the work is finished", async ({
    runners: { first, second },
    emulator,
  }) => {
    const fault = await hangAtStart(emulator);
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
    expect(await runningRooms(emulator)).toEqual(["booth", "lobby", "stage"]);
  });

  test("nothing in the database holds a credential in clear", async ({ cluster, emulator }) => {
    const kept = [...(await cluster.everythingKept()).values()].join("\n");

    expect(kept).toContain(S3.bucket);
    for (const secret of [S3.credentials.accessKey, S3.credentials.secretKey, emulator.secretKey, emulator.accessKey]) {
      expect(kept).not.toContain(secret);
    }
  });

  test("destroy stops everything and leaves no lock", async ({ runners: { first }, cluster, emulator }) => {
    expect(await first.destroy()).toMatchObject({ code: 0 });
    expect(await runningRooms(emulator)).toEqual([]);

    const keys = [...(await cluster.everythingKept()).keys()];
    expect(keys.filter((key) => key.includes("/locks/"))).toEqual([]);
  });

  test("the example splits its rooms over two stacks that are deployed at the same time", async ({
    team,
    emulator,
  }) => {
    const west = await Runner.createExample(team, "west", "shared-state");
    const east = await Runner.createExample(team, "east", "shared-state");
    try {
      for (const [part, runner] of [west, east].entries()) await runner.config("part", String(part));
      expect(await Promise.all([west.up(), east.up()])).toMatchObject([{ code: 0 }, { code: 0 }]);
      expect(await runningRooms(emulator)).toEqual(EXAMPLE_ROOMS);
      expect(await Promise.all([west.destroy(), east.destroy()])).toMatchObject([{ code: 0 }, { code: 0 }]);
      expect(await runningRooms(emulator)).toEqual([]);
    } finally {
      for (const runner of [west, east]) await runner.dispose();
    }
  });

  test("the example of a service keeps its state there too, when a variable says so", async ({ cluster, emulator }) => {
    const service = await RoomsService.create({ ...emulator.environment, PULUMI_BACKEND_URL: cluster.url });
    try {
      await service.start();
      expect(await service.call("PUT", "/rooms/lobby", {})).toMatchObject({ status: 202 });
      await service.printed(/is done; rooms: 1\./);
      expect(await runningRooms(emulator)).toEqual(["lobby"]);
      const keys = [...(await cluster.everythingKept()).keys()];
      expect(keys.filter((key) => key.endsWith("/stacks/rooms-service/rooms.json"))).toHaveLength(1);
    } finally {
      await service.dispose();
    }
  });
});
