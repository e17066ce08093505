import { describeNode, type Fault, type Found, shortText } from '@cip/manifest';
import { nearest } from './nearest.js';
import type { PolicyMistake } from './policy-error.js';
import { keysAt } from './policy-schema.js';

/** What is said about a deviation from the schema. `lineOf` gives the line of an offset. */
export function policyFaultText(
  fault: Fault,
  { node }: Found,
  lineOf: (offset: number) => number,
): Omit<PolicyMistake, 'where'> {
  const { path } = fault;
  const last = path.at(-1) ?? '';
  switch (fault.kind) {
    case 'duplicate-key':
      return {
        message: `${shortText(last)} stands twice in one mapping, first in line ${lineOf(fault.first.offset)}`,
        remedy: 'Keep one of the two entries, with everything that is meant.',
      };
    case 'unknown-key':
      return unknownKey(path.slice(0, -1), last);
    case 'missing-key':
      return {
        message: `${thing(path.slice(0, -1))} has no key "${last}"`,
        remedy: `Add the key "${last}".`,
      };
    case 'empty':
      return { message: `${thing(path)} is empty`, remedy: 'Say what is meant, or remove it.' };
    case 'choice':
      return unknownWord(fault.allowed.map(String), node?.kind === 'scalar' ? node.text : '');
    case 'type':
      return {
        message: `${thing(path)} must be a ${fault.expected}, but is ${node ? describeNode(node) : 'absent'}`,
        remedy: `Write a ${fault.expected} here, or remove the key.`,
      };
    case 'form':
      return formText(path, node?.kind === 'scalar' ? node.text : '');
  }
}

function unknownKey(parent: readonly string[], key: string): Omit<PolicyMistake, 'where'> {
  const known = keysAt(parent);
  const isRule = known.includes('yaml-syntax');
  const what = isRule
    ? `there is no rule ${shortText(key)}`
    : `${thing(parent)} has the unknown key ${shortText(key)}`;
  return { message: what, remedy: choose(key, known) };
}

function unknownWord(allowed: readonly string[], text: string): Omit<PolicyMistake, 'where'> {
  const what = allowed.includes('yaml-syntax') ? 'the name of a rule' : 'a severity';
  return { message: `${shortText(text)} is not ${what}`, remedy: choose(text, allowed) };
}

function choose(text: string, allowed: readonly string[]): string {
  const meant = nearest(text, allowed);
  if (meant !== undefined) return `Did you mean "${meant}"? Correct the spelling.`;
  return `Write one of ${allowed.join(', ')}.`;
}

function formText(path: readonly string[], text: string): Omit<PolicyMistake, 'where'> {
  const what = `${shortText(text)} is not`;
  if (path.at(-1) === 'expires') return { message: `${what} a date`, remedy: dateRemedy };
  if (path.at(-1) === 'maxImageSize') return { message: `${what} a size`, remedy: sizeRemedy };
  if (path.at(-2) === 'prefixes') {
    const remedy = 'Write the path below the registry, without / at its beginning and end.';
    return { message: `${what} a path of images`, remedy };
  }
  const remedy = 'Write it relative to the root of the tree, with / between folders.';
  return { message: `${what} a pattern of paths in the tree`, remedy };
}

export const dateRemedy = 'Write a day of the calendar as YYYY-MM-DD.';
export const sizeRemedy = 'Write a number above 0 with a unit, such as 500MiB or 2GiB.';

function thing(path: readonly string[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'the configuration';
  if (!/^\d+$/.test(last)) return `"${last}"`;
  return `item ${Number(last) + 1} of ${thing(path.slice(0, -1))}`;
}
