import { YAMLException } from 'js-yaml';
import { limits } from './limits.js';
import { NodeBuilder } from './node-builder.js';
import { readUsualLines } from './read-usual-lines.js';
import { finish, type Steps } from './steps.js';
import { YamlError } from './yaml-error.js';
import { yamlEvents } from './yaml-events.js';
import type { YamlNode } from './yaml-node.js';

/**
 * Reads a file with one YAML document into nodes. Undefined: there is nothing in it but comments. Size, nesting,
 * number of values and aliases are bounded by `limits`. Throws {@link YamlError}.
 */
export function readYaml(text: string): YamlNode | undefined {
  return finish(readingYaml(text));
}

/** The same as {@link readYaml}, in steps of less than a second. */
export function* readingYaml(text: string): Steps<YamlNode | undefined> {
  if (text.length > limits.file) throw new YamlError(`it is larger than ${limits.file} characters`, 0);
  const usual = readUsualLines(text);
  if (usual) return usual;
  yield;
  if (text.length > limits.valuesInFile && countValues(text) > limits.valuesInFile) {
    throw new YamlError(`it has more than ${limits.valuesInFile} values`, 0);
  }
  return yield* readingAnyYaml(text);
}

/** The same for all that YAML allows and manifests do not forbid; it takes several times as long. */
export function readAnyYaml(text: string): YamlNode | undefined {
  return finish(readingAnyYaml(text));
}

function* readingAnyYaml(text: string): Steps<YamlNode | undefined> {
  const builder = new NodeBuilder(text);
  try {
    const events = yamlEvents(text, limits.nesting);
    // An event is let go once its node is there: it takes more memory than that.
    events.reverse();
    for (let event = events.pop(); event; event = events.pop()) {
      builder.add(event);
      if (events.length % eventsInStep === 0) yield;
    }
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

const eventsInStep = 50_000;

// Every value but a scalar in a list of one line begins or ends at one of these.
const separators = new Uint8Array(128);
for (const character of '\n\r,[{:') separators[character.charCodeAt(0)] = 1;
const dash = '-'.charCodeAt(0);
const space = ' '.charCodeAt(0);

/** About how many values a text has; rather more than less, and before it is parsed. */
function countValues(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (separators[code] === 1 || (code === dash && text.charCodeAt(i + 1) <= space)) count++;
  }
  return count;
}
