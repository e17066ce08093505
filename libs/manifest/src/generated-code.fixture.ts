import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { format, resolveConfig } from 'prettier';
import { limits } from './limits.js';
import type { JsonSchema } from './json-schema.js';

/** A published JSON Schema as its file has it, with the formatting of the repository at `url`. */
export function schemaFile(schema: JsonSchema, url: string): Promise<string> {
  return formatted(JSON.stringify(schema), 'schema.json', url);
}

/**
 * A module of validators, made ahead as compiling a schema takes longer than linting a tree. `schemas` are the schemas by
 * the names of their functions; `origin` is the file that they come from.
 */
export function validatorFile(
  schemas: Readonly<Record<string, JsonSchema>>,
  origin: string,
  url: string,
): Promise<string> {
  const names = Object.keys(schemas);
  const ajv = new Ajv({
    allErrors: true,
    // Faults have words of their own.
    messages: false,
    allowUnionTypes: true,
    code: { source: true, esm: true, lines: true },
    schemas: names.map((name) => ({ ...schemas[name], $id: name })),
  });
  const code = standaloneCode.default(ajv, Object.fromEntries(names.map((name) => [name, name])));
  const note = `// Generated from ${origin}; its spec fails on a difference and writes it anew with -u.`;
  return formatted(`${note}\n${withFewErrors(code)}`, 'validators.generated.js', url);
}

/** Errors of a hostile file take more memory than the file: what is beyond the limit is found, but not kept. */
function withFewErrors(code: string): string {
  return code.replaceAll(/vErrors\.push\(/g, `if (vErrors.length < ${limits.faults}) $&`);
}

/** As prettier leaves it, so that the check of formats passes. */
async function formatted(text: string, fileName: string, url: string): Promise<string> {
  const options = await resolveConfig(new URL(fileName, url));
  return format(text, { ...options, filepath: fileName });
}
