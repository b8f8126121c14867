/** The texts that stand at some paths of a value of any shape. What a path is, `Action.secrets` tells. */
export function secretsAt(value: unknown, paths: readonly string[] = []): string[] {
  return paths.flatMap((path) => at([value], path.split("."))).filter((found) => typeof found === "string");
}

function at(values: readonly unknown[], [name, ...rest]: readonly string[]): unknown[] {
  const elements = values.flatMap((value): unknown[] => (Array.isArray(value) ? value : [value]));
  if (name === undefined) return elements;
  return at(
    elements.map((element) =>
      typeof element === "object" && element !== null ? Reflect.get(element, name) : undefined,
    ),
    rest,
  );
}
