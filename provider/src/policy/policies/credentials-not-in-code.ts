import { taskPolicy } from "../segment-policy";
import { type ConfigOf, configSchema, type SettingSchemas } from "../settings";
import { ifKnown, SHORTEST_KEY, undecided, type Verdict, violation } from "../verdict";
import type { PolicyContext, ProjectFile } from "../view/policy-context";
import type { SegmentView } from "../view/segment-view";

const SETTINGS = {
  folder: {
    type: "string",
    minLength: 1,
    description: "Folder to look in, relative to where Pulumi is started. Default: the folder of the Pulumi project.",
  },
} as const satisfies SettingSchemas;

/** Settings of {@link credentialsNotInCode}. */
export interface CredentialsNotInCodeConfig extends ConfigOf<typeof SETTINGS> {}

/** The check of {@link credentialsNotInCode} as a plain function. */
export function checkCredentialsNotInCode(
  view: SegmentView,
  { folder }: CredentialsNotInCodeConfig,
  { projectFiles }: PolicyContext,
): Verdict[] {
  // A preview that is reviewed afterwards has no files: that is no finding of its own.
  if (projectFiles === undefined) return [];
  return ifKnown(view, "storageConfig", view.storageConfig, (storage) =>
    ifKnown(view, "storageConfig.credentials", storage.credentials, (credentials) => {
      const files = projectFiles(folder);
      if (files === undefined) return [undecided(view, NO_FOLDER)];
      return (["accessKey", "secretKey"] as const).flatMap((field) => {
        const path = `storageConfig.credentials.${field}`;
        return ifKnown(view, path, credentials[field], (key) =>
          placesOf(key, files).map((place) =>
            violation(
              view,
              `${path} stands in clear in ${place}, but must come from a secret. Take it out, run \`pulumi config set ` +
                "--secret`, read it with `config.requireSecret`, and replace the key at its vendor: whoever could read " +
                "the file has it.",
            ),
          ),
        );
      });
    }),
  );
}

const NO_FOLDER =
  "The files of the project were not found, so nobody looked for keys in them. Set `folder` in the configuration of this " +
  "policy to the folder of the Pulumi project.";

function placesOf(key: string, files: readonly ProjectFile[]): string[] {
  if (key.length < SHORTEST_KEY) return [];
  return files.flatMap(({ path, text }) => {
    const at = text.indexOf(key);
    return at < 0 ? [] : [`${path}, line ${text.slice(0, at).split("\n").length}`];
  });
}

/**
 * Guards the keys of third-party storage. A policy gets all values in clear and can't tell a secret from a text, and the
 * provider marks these keys secret anyway. So it looks for the key itself in the program and the configuration files of the
 * project; a key encrypted by `pulumi config set --secret` is not to be found there.
 *
 * What can't be known: whether the key stands elsewhere in clear (environment, shell history, other repositories, earlier
 * commits), whether it is put together or decoded at run time, and anything about keys shorter than 8 characters. Files
 * are JavaScript, TypeScript, JSON and YAML below the folder, without node_modules, dist, coverage and hidden files.
 */
export const credentialsNotInCode = taskPolicy<CredentialsNotInCodeConfig>({
  name: "credentials-not-in-code",
  description: "Checks that keys of third-party storage do not stand in clear in the files of the project.",
  severity: "critical",
  enforcementLevel: "mandatory",
  configSchema: configSchema(SETTINGS),
  remediationSteps:
    "Replace the key at its vendor, store the new one with `pulumi config set --secret`, and read it with config.requireSecret. " +
    "The policy sees only what stands in the project's own files: not the environment, not earlier commits, not keys put together at run time.",
  check: checkCredentialsNotInCode,
});
