import { isDeepStrictEqual } from "node:util";
import type { Fact } from "#inputs/facts";
import type { JsonSchema, ObjectSchema } from "./json-schema.mts";
import { ENUMS, OBJECTS } from "./named-types.mts";
import type { EnumSpec, ObjectSpec, Properties, PropertySpec, TypeSpec } from "./spec.mts";

/** The name of the package, with which each token begins. */
export const PACKAGE = "volcengine-rtc";

export const tokenOf = (name: string) => `${PACKAGE}:index:${name}`;

export type Facts = Readonly<Record<string, Fact>>;

/** The types of the package, which come about as properties need them. */
export class Types {
  readonly specs: Record<string, ObjectSpec | EnumSpec> = {};

  /** Properties of which each is described. */
  propertiesOf({ properties }: ObjectSchema, facts: Facts, docOf: (name: string) => string): Properties {
    return Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => {
        const fact = facts[name];
        const property: PropertySpec = { ...this.#typeOf(name, schema, fact), description: docOf(name) };
        const { default: value, secret } = fact ?? {};
        // Lists and objects can't be a default there.
        if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
          property.default = value;
        if (secret) property.secret = secret;
        return [name, property];
      }),
    );
  }

  /** A reference to a type, which is added unless it is there; the same name always means the same. */
  named(name: string, spec: ObjectSpec | EnumSpec): TypeSpec {
    const token = tokenOf(name);
    const known = this.specs[token] ?? spec;
    if (!isDeepStrictEqual(known, spec)) throw new Error(`${name} would mean two things`);
    this.specs[token] = spec;
    return { $ref: `#/types/${token}` };
  }

  /** An object of the package that is there already. */
  objectCalled(name: string): ObjectSpec {
    const spec = this.specs[tokenOf(name)];
    if (spec?.type !== "object") throw new Error(`${name} is no object of the package`);
    return spec;
  }

  #typeOf(name: string, schema: JsonSchema, fact: Fact | undefined): TypeSpec {
    const { type, items, properties, required = [], additionalProperties, oneOf, enum: words } = schema;
    if (oneOf !== undefined) return { oneOf: oneOf.map((one) => this.#typeOf(name, one, fact)) };
    if (words !== undefined) return this.#enumOf(name, words);
    if (properties !== undefined) return this.#objectOf(name, { ...schema, properties, required }, fact);
    if (type === "array") return { type, items: this.#typeOf(name, items ?? {}, fact) };
    if (type === "object") return { type, additionalProperties: this.#typeOf(name, additionalProperties || {}, fact) };
    return type === undefined ? { $ref: "pulumi.json#/Any" } : { type };
  }

  #objectOf(name: string, schema: ObjectSchema, fact: Fact | undefined): TypeSpec {
    const called = OBJECTS[name];
    if (called === undefined) throw new Error(`What ${name} holds has no name; give it one in named-types.mts`);
    const { name: typeName, description, docOf } = called;
    const properties = this.propertiesOf(schema, fact?.parts ?? {}, docOf);
    return this.named(typeName, { description, type: "object", properties, required: schema.required });
  }

  #enumOf(name: string, words: readonly string[]): TypeSpec {
    const called = ENUMS[name];
    if (called === undefined) throw new Error(`The words of ${name} have no name; give them one in named-types.mts`);
    return this.named(called.name, enumSpec(called.description, words, called.values));
  }
}

export function enumSpec(
  description: string,
  words: readonly string[],
  meanings: Readonly<Record<string, string>> = {},
): EnumSpec {
  const values = words.map((value) => {
    const meaning = meanings[value];
    return { value, ...(meaning === undefined ? {} : { description: meaning }) };
  });
  return { description, type: "string", enum: values };
}
