import { YAMLException } from 'js-yaml';
import { NodeBuilder } from './node-builder.js';
import { readUsualLines } from './read-usual-lines.js';
import { YamlError } from './yaml-error.js';
import { yamlEvents } from './yaml-events.js';
import type { YamlNode } from './yaml-node.js';

/** Largest file in UTF-16 units; a reader of files may refuse more bytes than that. */
export const largestFile = 32 * 1024 * 1024;
/** Of lists and mappings in one another. */
export const deepestNesting = 20;
const mostValues = 3_000_000;

/**
 * Reads a file with one YAML document into nodes. Undefined: there is nothing in it but comments. Size, nesting,
 * number of values and aliases are bounded. Throws {@link YamlError}.
 */
export function readYaml(text: string): YamlNode | undefined {
  if (text.length > largestFile) throw new YamlError(`it is larger than ${largestFile} characters`, 0);
  if (hasTooManyValues(text)) throw new YamlError(`it has more than ${mostValues} values`, 0);
  return readUsualLines(text) ?? readAnyYaml(text);
}

/** The same for all that YAML allows and manifests do not forbid; it takes several times as long. */
export function readAnyYaml(text: string): YamlNode | undefined {
  const builder = new NodeBuilder(text);
  const events = yamlEvents(text, deepestNesting);
  try {
    for (const event of events) builder.add(event);
  } catch (error) {
    throw error instanceof YamlError ? error : new YamlError(reasonOf(error), builder.offset);
  }
  const [root, another] = builder.documents;
  if (another) throw new YamlError('it has more than one document', another.offset);
  return root;
}

function reasonOf(error: unknown): string {
  if (error instanceof YAMLException) return error.reason;
  return error instanceof Error ? error.message : String(error);
}

// Every value but a scalar in a list of one line begins or ends at one of these. Small files cannot have too many.
const separators = new Set(Array.from('\n\r,[{:', (character) => character.charCodeAt(0)));
const dash = '-'.charCodeAt(0);
const space = ' '.charCodeAt(0);

function hasTooManyValues(text: string): boolean {
  if (text.length <= mostValues) return false;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (separators.has(code) || (code === dash && text.charCodeAt(i + 1) <= space)) count++;
  }
  return count > mostValues;
}
