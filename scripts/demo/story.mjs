// @ts-check
import { taskTable } from "./task-table.mjs";

/**
 * The demo's steps in order, from a program to its tasks. Each is told before it happens.
 * @param {import("./workspace.mjs").DemoProject} project
 * @param {import("./emulator.mjs").Emulator} emulator
 * @param {{ headline: (text: string) => void, destroy: boolean }} options
 */
export async function tellStory(project, emulator, { headline, destroy }) {
  const showTasks = async () => {
    console.log(`\n  GET ${emulator.endpoint}/admin/tasks\n`);
    const response = await fetch(`${emulator.endpoint}/admin/tasks`);
    console.log(taskTable(await response.json()));
  };

  headline(
    `A stand-in for the RTC API listens on ${emulator.endpoint}. It starts empty, checks signatures and arguments as the real one does, and costs nothing.`,
  );

  headline(
    "A stack is made to keep track of what exists. The keys of the third-party bucket go in as secrets; these two are made up.",
  );
  await project.makeStack();
  const secrets = ["--secret", "ossAccessKey=AKDEMO", "--secret", "ossSecretKey=made-up-secret"];
  await project.pulumi("config", "set-all", "--plaintext", "duration=20", ...secrets);

  headline(
    "Three segment tasks are started from examples/quick-start/index.js: from now on RTC cuts each room's audio into slices and puts them into a bucket.",
  );
  await project.pulumi("up", "--yes", "--skip-preview");

  headline("This is what the API holds now.");
  await showTasks();

  headline(
    "A setting changes: the lobby's slices shall last 60 seconds. The preview shows what would happen and touches nothing: one task is updated in place (~), none is stopped.",
  );
  await project.pulumi("config", "set", "duration", "60");
  await project.pulumi("preview", "--diff");

  headline("The change is applied to the running task.");
  await project.pulumi("up", "--yes", "--skip-preview");

  headline("The API agrees: the lobby is cut every 60 seconds, the other rooms are as before.");
  await showTasks();

  if (!destroy) return;
  headline("All three tasks are stopped. Nothing goes on recording that nobody needs.");
  await project.pulumi("destroy", "--yes", "--skip-preview");
}
