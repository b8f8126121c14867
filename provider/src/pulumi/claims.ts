import { randomBytes } from "node:crypto";

/** A hidden property: by which creation a resource came to its task. */
export const CLAIM_KEY = "__claim";

/**
 * Which resource was the last in this process to come to a task, by the task's id.
 *
 * With `pulumi up --replace`, and whenever else the engine replaces on its own account, it creates the new resource and
 * then deletes the old one. Their derived ids are the same, so the new one found the task running and took it over:
 * deleting the old one must not stop it.
 */
export class Claims {
  readonly #latest = new Map<string, string>();

  /** Notes that a resource came to these tasks, and returns what its state has to remember. */
  add(taskIds: readonly string[]): string {
    const claim = randomBytes(4).toString("hex");
    for (const id of taskIds) this.#latest.set(id, claim);
    return claim;
  }

  /** Whether another resource has come to the task since. */
  isOutdated(taskId: string, claim: unknown): boolean {
    const latest = this.#latest.get(taskId);
    return latest !== undefined && claim !== undefined && latest !== claim;
  }
}
