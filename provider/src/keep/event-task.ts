import { createHash } from "node:crypto";
import { resourceId } from "../segment/identity";
import type { StackTask } from "../stack/stack-tasks";
import { maskOf } from "../tasks/mask-of";
import type { EventTask } from "./events";

/** One name for a task whichever run of it is meant, which tells no secret: it is written down. */
export function keyOf({ urn, task }: Pick<StackTask, "urn" | "task">): string {
  return createHash("sha256")
    .update(JSON.stringify([urn, task.roomId]))
    .digest("hex")
    .slice(0, 32);
}

/** A task as events name it. */
export function eventTask({ urn, task, secrets }: StackTask): EventTask {
  const mask = maskOf(secrets);
  return { urn, id: mask(resourceId(task)), roomId: mask(task.roomId) };
}
