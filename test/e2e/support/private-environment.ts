import { inject } from "vitest";

/**
 * The environment variables of a CLI that uses nothing of the user's: not the login, not the environment, not the credentials.
 *
 * @param home The folder of its own.
 */
export function privateEnvironment(home: string): Record<string, string> {
  return {
    PATH: inject("searchPath"),
    HOME: home,
    PULUMI_HOME: home,
    PULUMI_CONFIG_PASSPHRASE: "only for this test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
