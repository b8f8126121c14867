// From the module itself, as in `segment-policy.ts`.
import type { PolicyConfigSchema } from "@pulumi/policy/policy";

interface ValueTypes {
  string: string;
  integer: number;
  number: number;
  boolean: boolean;
}

/** The JSON schema of one value, of a kind whose type in TypeScript follows from it. */
export type ValueSchema =
  | { type: "string"; enum?: readonly string[]; minLength?: number; pattern?: string }
  | { type: "integer" | "number"; minimum?: number; maximum?: number }
  | { type: "boolean" };

/** The JSON schema of one setting of a policy: a value, or a list of values. */
export type SettingSchema = (ValueSchema | { type: "array"; items: ValueSchema; minItems?: number }) & {
  /** What it means, in a sentence. Where `default` does not say what holds without it, this does. */
  description: string;
  /** What holds without it. The description is completed by it. */
  default?: string | number | boolean;
};

/** The settings of a policy by name; each of them is optional. To be written `as const satisfies SettingSchemas`. */
export type SettingSchemas = Readonly<Record<string, SettingSchema>>;

/** The type of what fits a schema. */
export type ValueOf<Schema> = Schema extends { enum: readonly (infer Value)[] }
  ? Value
  : Schema extends { type: "array"; items: infer Item }
    ? readonly ValueOf<Item>[]
    : Schema extends { type: keyof ValueTypes }
      ? ValueTypes[Schema["type"]]
      : never;

/** The type of a configuration with these settings. */
export type ConfigOf<Settings extends SettingSchemas> = {
  -readonly [Name in keyof Settings]?: ValueOf<Settings[Name]>;
};

/** The settings as Pulumi wants them described. */
export function configSchema(settings: SettingSchemas): PolicyConfigSchema {
  const properties = Object.entries(settings).map(([name, schema]) => [name, withDefaultTold(schema)]);
  return { properties: Object.fromEntries(properties) };
}

function withDefaultTold(schema: SettingSchema): SettingSchema {
  if (schema.default === undefined) return schema;
  return { ...schema, description: `${schema.description} Default: ${schema.default}.` };
}
