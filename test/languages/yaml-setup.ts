import type { TestProject } from "vitest/node";
import { findHosts } from "./support/find-hosts";

export default async function setup(project: TestProject): Promise<void> {
  await findHosts(project, ["yaml"]);
}
