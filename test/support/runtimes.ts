/** What runs the package in one test. */
export interface Runtime {
  /** For the names of tests, such as `Node.js 20.20.2 and SDK 3.216.0`. */
  name: string;
  /** The Node.js program. */
  node: string;
  /** The folder that holds Pulumi's SDK. */
  sdk: string;
}

declare module "vitest" {
  interface ProvidedContext {
    runtimes: Runtime[];
  }
}
