import { PassThrough } from "node:stream";
import { expect } from "vitest";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import { deriveTaskId, resourceId } from "#segment/identity";
import { parseOwner } from "#segment/owner";
import { startBody, taskKey } from "#segment/request";
import type { StackState } from "#stack/state";
import { askingConsent } from "#tasks/consent";
import { lookAtPending } from "#tasks/pending";
import { stopPending } from "#tasks/stop-pending";
import { it as base } from "../../support/emulator-test";
import { emulatorSettings } from "../../support/rtc-settings";
import { SHORTEST } from "../../support/segment-inputs";

const owner = parseOwner("task", "rooms/prod/lobby");
const derived = { ...SHORTEST, taskId: deriveTaskId(owner, SHORTEST) };
const chosen = { ...SHORTEST, taskId: "mine", identifier: "mine" };

function stateWith(...pending: object[]): StackState {
  const urn = "urn:pulumi:prod::rooms::pulumi-nodejs:dynamic/volcengine-rtc:SegmentTask::lobby";
  return {
    resources: [],
    pending: pending.map((inputs) => ({
      urn,
      kind: "task",
      type: "creating",
      secrets: [],
      inputs: { ...inputs, __owner: "rooms/prod/lobby" },
    })),
  };
}

const it = base
  .extend("api", ({ emulator }) => new SegmentClient(new RtcClient(() => emulatorSettings(emulator))))
  .extend("found", async ({ api }) => {
    for (const inputs of [derived, chosen]) await api.start(startBody(inputs), api.operation());
    return lookAtPending(stateWith(derived, chosen), api, () => {});
  })
  /** A person at a terminal who gives these answers. */
  .extend("person", () => (...answers: string[]) => {
    const terminal = Object.assign(new PassThrough(), { isTTY: true });
    const screen = new PassThrough();
    let shown = "";
    screen.setEncoding("utf8").on("data", (text: string) => {
      shown += text;
      // An answer that comes before its question would be lost.
      if (text.includes("[y/N]")) terminal.write(`${answers.shift()}\n`);
    });
    return { consent: askingConsent(terminal, screen), shown: () => shown };
  });

const state = async () => stateWith(derived, chosen);

it("asks for what is certain at once, and for what may be somebody else's one by one", async ({
  api,
  emulator,
  found,
  person,
}) => {
  const nobody = person("", "no");
  const left = await stopPending(found, api, nobody.consent, state);
  expect(left.map(({ verdict }) => verdict)).toEqual(["runs", "mayBeForeign"]);
  expect(nobody.shown()).toMatch(/make sure there is none\. Stop 1 task\? \[y\/N\] /);
  expect(nobody.shown()).toMatch(
    /app1\/lobby\/mine, which runs since 20\S+Z, may be somebody else's\. Stop it all the same\? \[y\/N\] /,
  );
  expect((await emulator.admin.stats()).runningTasks).toBe(2);

  const reports = await stopPending(found, api, person("n", "yes").consent, state);
  expect(reports.map(({ verdict }) => verdict)).toEqual(["runs", "stopped"]);
  expect((await emulator.admin.stats()).runningTasks).toBe(1);
});

it("stops nothing that has changed hands while the answer was waited for", async ({ api, emulator, found, person }) => {
  // Another run under the same id.
  await api.stop(taskKey(derived), api.operation());
  await emulator.admin.advance(1);
  await api.start(startBody(derived), api.operation());
  const held = { ...stateWith(derived, chosen) };
  const stateNow = async (): Promise<StackState> => {
    const [, { urn = "", inputs = {} } = {}] = held.pending;
    const resource = {
      urn,
      kind: "task",
      inputs,
      outputs: inputs,
      id: resourceId(chosen),
      replaced: false,
      secrets: [],
    };
    return { ...held, resources: [resource as StackState["resources"][number]] };
  };
  const reports = await stopPending(found, api, person("y", "y").consent, stateNow);
  expect(reports).toMatchObject([
    { verdict: "mayBeForeign", detail: "another run has its id by now" },
    { verdict: "held", detail: "a resource has taken its id meanwhile" },
  ]);
  expect((await emulator.admin.stats()).runningTasks).toBe(2);
});

it("also sends a stop for what can't be seen, as it may run for more than 72 hours", async ({
  api,
  emulator,
  found,
  person,
}) => {
  expect(found.looks).toHaveLength(2);
  await emulator.admin.publish({ appId: "app1", roomId: "lobby", userId: "host" });
  await emulator.admin.advance(73 * 3600);
  const unseen = await lookAtPending(await state(), api, () => {});
  const asked = person("y");
  const reports = await stopPending(unseen, api, asked.consent, state);
  expect(asked.shown()).toContain("Send a stop for 1 task not seen, in case they started more than 72 hours ago?");
  expect(reports).toMatchObject([{ verdict: "notSeen", detail: expect.stringContaining("a stop was sent") }, {}]);
  const running = (await emulator.admin.tasks()).filter(({ Status }) => Status === 2).map(({ TaskId }) => TaskId);
  expect(running).toEqual([chosen.taskId]);
});
