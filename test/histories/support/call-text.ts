/** A call that the engine makes of a provider; of a check it says whether that was given old inputs, too. */
export function callText(method: string, urn: string, olds?: object | null): string {
  const known = method === "check" && Object.keys(olds ?? {}).length > 0 ? " with old inputs" : "";
  return `${method} ${urn.split("::").at(-1)}${known}`;
}
