import type { Docstring, Documented } from "./docstrings.mts";
import { type StorageVariant, STORAGE_VARIANTS } from "./inputs.mts";
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
export function storageDoc(name: string, docs: (owner: string) => Documented): string {
  const having = STORAGE_VARIANTS.filter(({ properties }) => name in properties);
  const byText = new Map<string, StorageVariant[]>();
  for (const variant of having) {
    const doc = docs(ownerOf(variant)).members.get(name);
    if (doc === undefined) throw new Error(`${ownerOf(variant)} documents no ${name}`);
    const text = ownText(doc);
    byText.set(text, [...(byText.get(text) ?? []), variant]);
  }
  const effects = new Set(having.flatMap((variant) => paragraphs(docs(ownerOf(variant)).members.get(name)).slice(1)));
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

function paragraphs(doc: Docstring | undefined): string[] {
  return doc?.text.split("\n\n") ?? [];
}

function whereRequired(required: readonly StorageVariant[], having: readonly StorageVariant[]): string {
  return `Required for ${listed(required)}${required.length === having.length ? ", and only there" : ""}.`;
}

function listed(variants: readonly StorageVariant[]): string {
  const custom = STORAGE_VARIANTS.filter(({ properties }) => properties.vendor !== undefined);
  if (custom.every((variant) => variants.includes(variant)) && variants.length === custom.length) return "`custom`";
  return variants.map((variant) => `\`${nameOf(variant)}\``).join(", ");
}
