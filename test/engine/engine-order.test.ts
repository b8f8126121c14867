import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, type EmulatorAdmin, startEmulator } from "pulumi-volcengine-rtc/emulator";
import { describe, expect } from "vitest";
import { SegmentTaskGroupHandlers } from "#adapter/group/handlers";
import { SegmentTaskHandlers } from "#adapter/segment-task/handlers";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import { Holders } from "#segment/task/holders";
import type { Stack } from "#test/e2e/support/stack";
import { test as stackTest } from "#test/e2e/support/stack-test";
import { type Declaration, type Providers, StackModel } from "#test/histories/support/engine";
import { type Command, SCENARIOS, SIDE_BY_SIDE } from "#test/histories/support/engine-scenarios";
import { keptByCli } from "#test/histories/support/kept-by-cli";
import { programText } from "#test/histories/support/program-text";
import { providerCalls } from "#test/histories/support/provider-calls";

const test = stackTest
  .extend("modelled", { scope: "file" }, async ({ emulatorOptions }, { onCleanup }) => {
    const emulator = await startEmulator(emulatorOptions);
    onCleanup(() => emulator.close());
    return emulator;
  })
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures a fixture needs.
  .extend("logs", { scope: "file" }, async ({}, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), "provider-calls-"));
    onCleanup(() => rm(folder, { recursive: true }));
    return folder;
  })
  .extend("compare", ({ createStack, emulator: real, modelled, logs }) => {
    return async (commands: readonly Command[], inOrder: boolean): Promise<void> => {
      const stack = await createStack();
      const model = new StackModel("rooms", "test", "dynamic");
      for (const { admin } of [real, modelled]) await admin.reset();
      let program: Declaration[] = [];
      for (const [index, command] of commands.entries()) {
        program = command.program ?? program;
        const log = join(logs, `${index}.json`);
        for (const { admin } of [real, modelled]) await prepare(admin, command);
        const failed = {
          real: await runReally(stack, model, program, command, log, inOrder),
          model: await runInModel(model, providersOf(modelled), program, command, inOrder),
        };
        const told = `command ${index}, ${JSON.stringify({ ...command, program: undefined })}`;
        const order = inOrder ? inFixedOrder : byResource;
        expect(order(model.calls), told).toEqual(order(await providerCalls(log)));
        expect(failed.model, told).toBe(failed.real);
        expect(kept(model.resources), told).toEqual(kept(keptByCli(await stack.state())));
        await rm(log);
      }
    };
  });

describe("the model calls the handlers in the order of the engine, and keeps the same", () => {
  test.for(Object.entries(SCENARIOS))("when %s", ([_, commands], { compare }) => compare(commands, true));

  test("when resources are changed side by side", ({ compare }) => compare(SIDE_BY_SIDE, false));
});

async function prepare(admin: EmulatorAdmin, { refused }: Command): Promise<void> {
  await admin.clearFaults();
  const kind = { type: "error", status: 403, code: "AccessDenied" } as const;
  if (refused !== undefined) await admin.addFault({ action: "StartSegment", calls: refused, kind });
}

/** Without a preview, which has a provider process of its own. @returns whether the command failed. */
async function runReally(
  stack: Stack,
  model: StackModel,
  program: readonly Declaration[],
  { run, refresh, replace, taint }: Command,
  log: string,
  inOrder: boolean,
): Promise<boolean> {
  if (taint !== undefined) {
    const urn = urnIn(program, model, taint);
    expect(await stack.pulumi("state", "taint", urn, "--yes", "--stack", "test")).toMatchObject({ code: 0 });
  }
  await stack.write(programText(program, (former) => model.urnOf(former), inOrder));
  stack.environment.PULUMI_DEBUG_GRPC = log;
  const options = [
    ...(refresh ? ["--refresh"] : []),
    ...(replace === undefined ? [] : ["--replace", urnIn(program, model, replace)]),
  ];
  const { code } = await stack.pulumi(run, "--yes", "--skip-preview", "--stack", "test", ...options);
  delete stack.environment.PULUMI_DEBUG_GRPC;
  return code !== 0;
}

async function runInModel(
  model: StackModel,
  providers: Providers,
  program: readonly Declaration[],
  { run, refresh = false, replace, taint }: Command,
  inOrder: boolean,
): Promise<boolean> {
  model.calls.length = 0;
  if (taint !== undefined) model.taint(urnIn(program, model, taint));
  const forced = new Set(replace === undefined ? [] : [urnIn(program, model, replace)]);
  const commands = {
    up: () => model.up(providers, program, { refresh, replace: forced, parallel: !inOrder }),
    refresh: () => model.refresh(providers),
    destroy: () => model.destroy(providers),
  };
  return commands[run]().then(
    () => false,
    () => true,
  );
}

function urnIn(program: readonly Declaration[], model: StackModel, name: string): string {
  const declaration = program.find((it) => it.name === name);
  if (declaration === undefined) throw new Error(`The program has no ${name}`);
  return model.urnOf(declaration);
}

/** Refreshes go side by side, and so do the deletes at the end: the order among them is nobody's promise. */
function inFixedOrder(calls: readonly string[]): string[] {
  const refreshes = calls.findIndex((call) => !/^(read|diff) /.test(call));
  const start = refreshes === -1 ? calls.length : refreshes;
  const end = Math.max(start, deletesAtTheEnd(calls));
  return [...calls.slice(0, start).sort(), ...calls.slice(start, end), ...calls.slice(end).sort()];
}

/** Where resources don't wait for each other, only the order for each of them is fixed, and that deletes come last. */
function byResource(calls: readonly string[]): string[] {
  const end = deletesAtTheEnd(calls);
  const name = (call: string) => call.split(" ")[1] ?? "";
  const ordered = calls.slice(0, end).sort((a, b) => name(a).localeCompare(name(b)));
  return [...ordered, ...calls.slice(end).sort()];
}

function deletesAtTheEnd(calls: readonly string[]): number {
  return calls.findLastIndex((call) => !call.startsWith("delete ")) + 1;
}

/** What is kept of each resource, in any order; outputs differ in time and in what the API made up. */
function kept(resources: ReturnType<typeof keptByCli>): object[] {
  const flags = resources.map(({ urn, id, doomed, awaited, incomplete }) => ({ urn, id, doomed, awaited, incomplete }));
  return flags.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

function providersOf({ url, accessKey, secretKey }: Emulator): Providers {
  const settings = { accessKey, secretKey, region: "cn-north-1", endpoint: url };
  const client = new SegmentClient(
    new RtcClient(() => ({ ...settings, callTimeout: 10_000, operationTimeout: 30_000 })),
  );
  const holders = new Holders();
  const quiet = () => undefined;
  return {
    SegmentTask: new SegmentTaskHandlers(client, holders, quiet),
    SegmentTaskGroup: new SegmentTaskGroupHandlers(client, holders, quiet),
  };
}
