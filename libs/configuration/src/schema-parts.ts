import type { JsonSchema } from '@cip/manifest';

/** A mapping with these keys and no others. */
export function mapping(properties: JsonSchema, required?: readonly string[]): JsonSchema {
  return { type: 'object', additionalProperties: false, properties, ...(required && { required }) };
}

/** A list of texts. */
export function texts(description: string, item: JsonSchema = {}): JsonSchema {
  return { description, type: 'array', items: { type: 'string', minLength: 1, ...item } };
}

/** A mapping whose keys are names that the project chooses. */
export function byName(description: string, properties: JsonSchema): JsonSchema {
  return { description, type: 'object', additionalProperties: mapping(properties) };
}
