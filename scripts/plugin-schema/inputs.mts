import { callbackSchema } from "#callback/settings/validate";
import { groupOfList, groupOfRecord } from "#segment/group/schema";
import { preflightOptions, segmentSchema } from "#segment/schema";
import { type JsonSchema, type ObjectSchema, objectSchemaOf } from "./json-schema.mts";

/** What a storage may be: TOS, or one platform each. */
export type StorageVariant = ObjectSchema;

/** The variants of a storage, however they are nested. */
export const STORAGE_VARIANTS = variantsOf(objectSchemaOf(segmentSchema).properties.storageConfig ?? {});

/**
 * The inputs of the plugin's resources: those of the core, but for what no generated code could be typed with. A storage is
 * one flat object, whose region is a string, and a preflight is always an object.
 */
export const SEGMENT_TASK = forPlugin(objectSchemaOf(segmentSchema));
export const CALLBACK = objectSchemaOf(callbackSchema);
export const SEGMENT_TASK_GROUP = forPlugin(groupSchema());

function groupSchema(): ObjectSchema {
  const { properties, ...group } = objectSchemaOf(groupOfRecord);
  const rooms = [objectSchemaOf(groupOfList), { properties }].flatMap(({ properties: { rooms } }) => rooms ?? []);
  return { ...group, properties: { ...properties, rooms: { oneOf: rooms } } };
}

function forPlugin({ properties, ...rest }: ObjectSchema): ObjectSchema {
  return { ...rest, properties: { ...properties, storageConfig: flatStorage(), preflight: preflight() } };
}

function flatStorage(): ObjectSchema {
  const flat: Record<string, JsonSchema> = {};
  for (const { properties } of STORAGE_VARIANTS) {
    for (const [name, schema] of Object.entries(properties)) {
      if (schema.const === undefined) flat[name] = name === "region" ? { type: "string" } : schema;
      else flat[name] = { type: "string", enum: [...new Set([...(flat[name]?.enum ?? []), schema.const])] };
    }
  }
  const required = Object.keys(flat).filter((name) =>
    STORAGE_VARIANTS.every((variant) => variant.required.includes(name)),
  );
  return { type: "object", properties: flat, required };
}

function preflight(): ObjectSchema {
  const options = objectSchemaOf(preflightOptions);
  const level: JsonSchema = { type: "string", enum: ["off", ...(options.properties.level?.enum ?? [])] };
  return { ...options, properties: { ...options.properties, level } };
}

function variantsOf({ oneOf, properties, required = [], ...rest }: JsonSchema): StorageVariant[] {
  if (oneOf !== undefined) return oneOf.flatMap(variantsOf);
  return properties === undefined ? [] : [{ ...rest, properties, required }];
}
