import { z } from "zod";

/** What is read of a JSON schema as zod makes them. */
export interface JsonSchema {
  type?: "string" | "boolean" | "integer" | "array" | "object";
  const?: string;
  enum?: string[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | false;
  oneOf?: JsonSchema[];
}

export interface ObjectSchema extends JsonSchema {
  properties: Record<string, JsonSchema>;
  required: string[];
}

/** What may be given, of a schema of zod's; what JSON schema has no word for comes out empty. */
export function objectSchemaOf(schema: z.ZodType): ObjectSchema {
  const {
    properties,
    required = [],
    ...rest
  } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
  if (properties === undefined) throw new Error("This is no schema of an object");
  return { ...rest, properties, required };
}
