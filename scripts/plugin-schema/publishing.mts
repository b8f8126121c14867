/**
 * Under which names and addresses the package is published. It is not published yet and has no public repository, so an
 * address here is one that nobody can own (example.com), and where there may be none it is left open: an address that
 * somebody else could register would have users run what they put there.
 */
export interface Publishing {
  /** Where the engine downloads releases of the plugin from, such as `github://api.github.com/<owner>/<repository>`. */
  releases?: string;
  /** The npm package of the generated SDK. `pulumi-volcengine-rtc` itself is the one with the dynamic resources. */
  nodejs: string;
  /** The Python package of the generated SDK. */
  python: string;
  /** The Go package of the generated SDK; its module is the path without the last part. */
  go: string;
}

export const PUBLISHING: Publishing = {
  nodejs: "pulumi-volcengine-rtc-sdk",
  python: "pulumi_volcengine_rtc",
  go: "example.com/pulumi-volcengine-rtc/sdk/go/volcenginertc",
};
