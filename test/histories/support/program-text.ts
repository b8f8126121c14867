import type { Declaration } from "./engine";

/**
 * A JavaScript program as a user writes it.
 *
 * @param inOrder Whether each resource waits for the one before it; else the order in which the engine hears of them is left
 *   to chance.
 */
export function programText(
  program: readonly Declaration[],
  urnOf: (former: Declaration["aliases"][number]) => string,
  inOrder: boolean,
): string {
  const components = [...new Set(program.flatMap(({ parents }) => parents ?? []))];
  const text = (value: unknown) => JSON.stringify(value);
  return `
const { ComponentResource } = require("@pulumi/pulumi");
const { SegmentTask, SegmentTaskGroup } = require("pulumi-volcengine-rtc");
const isThere = (resource) => new Promise((resolve) => resource.urn.apply(resolve));
module.exports = async () => {
  const components = {};
${components.map((type) => `  components[${text(type)}] = new ComponentResource(${text(type)}, ${text(type)});`).join("\n")}
${program
  .map(({ kind, name, parents, args, aliases }) => {
    const parent = parents === undefined ? "" : `parent: components[${text(parents)}], `;
    const resource = `new ${kind}(${text(name)}, ${text(args)}, { ${parent}aliases: ${text(aliases.map(urnOf))} })`;
    return inOrder ? `  await isThere(${resource});` : `  ${resource};`;
  })
  .join("\n")}
};
`;
}
