import type { TestProject } from "vitest/node";
import { script } from "../unit/scripts/script";

declare module "vitest" {
  interface ProvidedContext {
    /** The program of a real S3 server. */
    s3Server: string;
  }
}

/** Finds the server once for all test files, or builds it. */
export default async function setup(project: TestProject): Promise<void> {
  // The tests set their buckets up with the same client.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const { s3Server } = await script<{ s3Server(): Promise<string> }>("s3-server.mjs");
  project.provide("s3Server", await s3Server());
}
