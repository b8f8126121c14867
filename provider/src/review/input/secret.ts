/** What `pulumi preview --json` writes in place of a secret of any type. */
export const SECRET = "[secret]";

export function isSecret(value: unknown): boolean {
  return value === SECRET;
}

/** Whether a value is, or anywhere contains, something hidden. */
export function hasSecret(value: unknown): boolean {
  if (isSecret(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasSecret);
}
