import { insideTask, memberOf } from "./args.mts";
import type { Docstring } from "./docstrings.mts";
import { STORAGE_VARIANTS, type StorageVariant } from "./inputs.mts";
import { described } from "./wording.mts";

/** The interface that documents a variant of a storage. */
function ownerOf({ properties: { vendor, region } }: StorageVariant): string {
  if (vendor === undefined) return "TosStorageArgs";
  return region?.type === "integer" ? "NumberedStorageArgs" : "CustomStorageArgs";
}

/** What a variant is called: by its vendor, where it has one. */
function nameOf({ properties: { vendor, type } }: StorageVariant): string {
  return vendor?.const ?? type?.const ?? "";
}

/** The description of a property of the flat storage: what each variant says of it, and for which it is required. */
export function storageDoc(name: string): string {
  const having = STORAGE_VARIANTS.filter(({ properties }) => name in properties);
  const byText = new Map<string, StorageVariant[]>();
  const docOf = (variant: StorageVariant) => memberOf(insideTask(ownerOf(variant)), name);
  for (const variant of having) {
    const text = ownText(docOf(variant));
    byText.set(text, [...(byText.get(text) ?? []), variant]);
  }
  const effects = new Set(having.flatMap((variant) => paragraphs(docOf(variant)).slice(1)));
  const [first = ""] = byText.keys();
  const texts = [...byText].map(([text, variants]) => `- ${listed(variants)}: ${text}`);
  const required = having.filter((variant) => variant.required.includes(name));
  return [
    byText.size === 1 ? first : texts.join("\n"),
    ...(required.length === STORAGE_VARIANTS.length || required.length === 0 ? [] : [whereRequired(required, having)]),
    ...effects,
  ].join("\n\n");
}

/** What a comment says of this variant alone; what a change does stands in paragraphs of their own. */
function ownText(doc: Docstring): string {
  const [first = ""] = paragraphs(doc);
  return described({ ...doc, text: first }).replaceAll("\n\n", " ");
}

function paragraphs({ text }: Docstring): string[] {
  return text.split("\n\n");
}

function whereRequired(required: readonly StorageVariant[], having: readonly StorageVariant[]): string {
  return `Required for ${listed(required)}${required.length === having.length ? ", and only there" : ""}.`;
}

function listed(variants: readonly StorageVariant[]): string {
  const custom = STORAGE_VARIANTS.filter(({ properties }) => properties.vendor !== undefined);
  if (custom.every((variant) => variants.includes(variant)) && variants.length === custom.length) return "`custom`";
  return variants.map((variant) => `\`${nameOf(variant)}\``).join(", ");
}
