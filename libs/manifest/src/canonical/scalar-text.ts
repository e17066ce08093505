import { DUMP_SCHEMA, load } from 'js-yaml';
import { surelyPlain } from './line-forms.js';
import type { WrittenNode } from './written-node.js';

/** A text as the value of a key: plain where every version of YAML reads it back as the same text, else in double quotes. */
export function scalarText(text: string): string {
  return surelyPlain.test(text) || isPlain(text) ? text : quotedText(text);
}

/** JSON is YAML, but for some characters that YAML wants escaped (YAML 1.2.2, "Character Set"). */
export function quotedText(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Any value in one line. */
export function inlineText(node: WrittenNode): string {
  switch (node.kind) {
    case 'scalar':
      return scalarText(node.text);
    case 'list':
      return `[${node.items.map(nestedText).join(', ')}]`;
    case 'mapping':
      return `{${node.entries.map(({ key, value }) => `${quotedText(key.text)}: ${nestedText(value)}`).join(', ')}}`;
  }
}

// Brackets and commas end a plain text within brackets.
function nestedText(node: WrittenNode): string {
  return node.kind === 'scalar' ? quotedText(node.text) : inlineText(node);
}

function isPlain(text: string): boolean {
  if (!/^[\w.][^\n]*$/.test(text)) return false;
  try {
    const read = load(`key: ${text}\n`, { schema: DUMP_SCHEMA });
    return typeof read === 'object' && read !== null && 'key' in read && read.key === text;
  } catch {
    return false;
  }
}
