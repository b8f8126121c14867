/** What the script writes of Pulumi's package schema; see https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/. */

export interface TypeSpec {
  type?: "string" | "boolean" | "integer" | "number" | "array" | "object";
  $ref?: string;
  items?: TypeSpec;
  additionalProperties?: TypeSpec;
  oneOf?: TypeSpec[];
}

export interface PropertySpec extends TypeSpec {
  description?: string;
  default?: string | number | boolean;
  secret?: true;
  /** For readers only: what replaces is decided by the plugin. `replaceOnChanges` would make the engine decide. */
  willReplaceOnChanges?: true;
}

export type Properties = Record<string, PropertySpec>;

export interface ObjectSpec {
  description: string;
  type: "object";
  properties: Properties;
  required: string[];
}

export interface EnumSpec {
  description: string;
  type: "string";
  enum: { value: string; description?: string }[];
}

export interface ResourceSpec {
  description: string;
  properties: Properties;
  required: string[];
  inputProperties: Properties;
  requiredInputs: string[];
  aliases: { type: string }[];
}

export interface FunctionSpec {
  description: string;
  inputs: { properties: Properties; required: string[] };
  outputs: { properties: Properties; required: string[] };
}

export interface PackageSpec {
  name: string;
  displayName: string;
  version: string;
  description: string;
  keywords: string[];
  license: string;
  publisher: string;
  pluginDownloadURL?: string;
  meta: { supportPack: boolean };
  language: Record<"nodejs" | "python" | "go", Record<string, unknown>>;
  config: { variables: Properties };
  provider: { description: string; inputProperties: Properties };
  types: Record<string, ObjectSpec | EnumSpec>;
  resources: Record<string, ResourceSpec>;
  functions: Record<string, FunctionSpec>;
}
