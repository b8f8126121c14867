// @ts-check

/** The version that is downloaded or built. tools/pulumi-cli/pulumi/go.mod must name the same one. */
export const PINNED_PULUMI = "3.259.0";

/** The oldest CLI that is accepted from PATH: older ones don't tell a provider the inputs of a resource it reads. */
export const MINIMUM_PULUMI = "3.216.0";

/** The oldest Go that builds the pinned version, as its go.mod demands. */
export const MINIMUM_GO = "1.26";

/**
 * Whether a version such as "v3.259.0" or "3.260.0-alpha.1" is at least `minimum`.
 * @param {string} version
 * @param {string} minimum
 */
export function isAtLeast(version, minimum) {
  const found = parts(version);
  const wanted = parts(minimum);
  const at = wanted.findIndex((part, index) => part !== (found[index] ?? 0));
  return at === -1 || (found[at] ?? 0) > (wanted[at] ?? 0);
}

/** @param {string} version */
const parts = (version) => version.replace(/^\D*/, "").split(/[-+]/, 1).join("").split(".").map(Number);
