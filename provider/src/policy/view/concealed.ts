/**
 * Stands for a value that is known, but hidden from whoever asks, such as a secret in the JSON of a preview. The engine
 * itself hands a policy all values in clear.
 */
export const CONCEALED = "concealed:6d0f7f1e-6f0b-4d6e-9a38-0c1c5e1f2b77";

/** The paths at which something concealed stands. */
export function concealedPaths(value: unknown, path = ""): string[] {
  if (typeof value === "string") return value.includes(CONCEALED) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  const below = (key: string) => (Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
  return Object.entries(value).flatMap(([key, inner]) => concealedPaths(inner, below(key)));
}

/** Whether one path is the other, or leads to or comes from it. */
export function isAlong(path: string, other: string): boolean {
  const leads = (from: string, to: string) => to === from || to.startsWith(`${from}.`) || to.startsWith(`${from}[`);
  return leads(path, other) || leads(other, path);
}
