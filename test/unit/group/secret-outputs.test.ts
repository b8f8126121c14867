import { expect, it } from "vitest";
import { groupProperties } from "#adapter/group/outputs";
import type { GroupState } from "#segment/group/state";

const storageConfig = { type: "tos", accountId: "2100000990", bucket: "canary-bucket", region: "cn-beijing" } as const;

const STATE: GroupState = {
  inputs: { appId: "app1", rooms: ["lobby"], storageConfig },
  tasks: new Map([["lobby", { taskId: "a", status: "running", drift: { storageConfig } }]]),
  leftovers: [{ appId: "app1", roomId: "canary-room", taskId: "b", identifier: "canary-prefix", status: "unknown" }],
};

/** All that the engine would keep in clear of what is in no input: those it knows to be secret itself. */
function inClear(secrets: string): string {
  const { storageConfig: _, rooms: __, ...others } = groupProperties(STATE, { __secret: secrets });
  return JSON.stringify(others, (_key, value) =>
    value !== null && typeof value === "object" && "value" in value ? "" : value,
  );
}

it("what was seen of a task in the place of a secret input is a secret", () => {
  expect(inClear("storageConfig")).not.toContain("canary-bucket");
});

it("tasks that could not be stopped yet don't tell secret rooms, nor a secret prefix", () => {
  expect(inClear("rooms")).not.toMatch(/canary-(room|prefix)/);
  expect(inClear("identifier")).not.toContain("canary-prefix");
  expect(inClear("")).toContain("canary-room");
});
