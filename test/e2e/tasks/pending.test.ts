import { expect } from "vitest";
import { crashAt } from "#test/faults/support/crash";
import { running } from "../support/api-calls";
import { APP, program, S3, task, tasks } from "../support/program";
import type { Stack } from "../support/stack";
import { test } from "../support/stack-test";

interface Report {
  urn: string;
  id: string;
  verdict: string;
  status: string;
  detail: string;
}

async function pending(stack: Stack, ...flags: string[]): Promise<{ code: number; tasks: Report[]; text: string }> {
  const { code, stdout, text } = await stack.volcengineRtc(
    "tasks",
    "--stack",
    stack.name,
    "--pending",
    ...flags,
    "--json",
  );
  expect(text).not.toContain(S3.credentials.secretKey);
  return { code, tasks: (JSON.parse(stdout) as { tasks: Report[] }).tasks, text };
}

test("what a crash left behind is shown, and stopped alone, also after the program was changed", async ({
  stack,
  emulator,
}) => {
  const { admin } = emulator;
  const kept = { kept: task("kept") };
  expect(await stack.up(tasks(kept))).toMatchObject({ code: 0 });
  await stack.write(tasks({ ...kept, lost: task("lost", { storageConfig: S3 }) }));
  await crashAt(admin, { action: "StartSegment", when: "after" }, "the runner with all its processes", () =>
    stack.start("up", "--yes", "--skip-preview", "--stack", stack.name),
  );
  const shown = await pending(stack);
  console.log(shown.text);
  console.log((await stack.pulumi("stack", "export", "--stack", stack.name)).text);
});
void APP;
void program;
void running;
