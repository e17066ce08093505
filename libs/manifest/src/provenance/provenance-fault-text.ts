import type { FileProblem } from '../file-problems.js';
import type { Found } from '../manifest-part.js';
import type { Fault } from '../schema-faults.js';
import { describeNode, shortText } from '../yaml-node.js';
import { provenanceKeys } from './provenance-schema.js';

type Text = Pick<FileProblem, 'rule' | 'message' | 'remedy'>;

/** What is said about a fault below `provenance`. */
export function provenanceFaultText(fault: Exclude<Fault, { kind: 'duplicate-key' }>, { node }: Found): Text {
  const { path } = fault;
  const last = path.at(-1) ?? '';
  const text = node?.kind === 'scalar' ? shortText(node.text) : '';
  switch (fault.kind) {
    case 'unknown-key':
      return {
        rule: 'unknown-key',
        message: `${owner(path)} has the unknown key ${shortText(last)}`,
        remedy: `Correct the spelling or remove the key; known are ${keysOf(path).join(', ')}.`,
      };
    case 'missing-key':
      return {
        rule: 'manifest-schema',
        message: `${owner(path)} has no key "${last}"`,
        remedy: `Add the key "${last}".`,
      };
    case 'choice':
      return policyText(`${text} is not a ${last} of ${owner(path)}`, choiceRemedy(fault.allowed));
    case 'type':
      return {
        rule: 'manifest-schema',
        message: `${thing(path)} must be a ${fault.expected}, but is ${node ? describeNode(node) : 'absent'}`,
        remedy: isBuilder(path)
          ? 'Write a builder as {id: ID, level: 1}.'
          : 'Write what the documentation shows.',
      };
    case 'empty':
    case 'form':
      if (path[1] === 'sources' && text.includes('@')) {
        return policyText(
          `the source ${text} has a ref`,
          'Write the repository alone, such as github.com/org/repo.',
        );
      }
      return policyText(`${thing(path)} is blank`, 'Write what is meant, or remove it.');
  }
}

function policyText(message: string, remedy: string): Text {
  return { rule: 'provenance-policy', message, remedy };
}

function choiceRemedy(allowed: readonly unknown[]): string {
  return `Write one of ${[...new Set(allowed.map(String))].join(', ')}.`;
}

function keysOf(path: readonly string[]): readonly string[] {
  return isBuilder(path.slice(0, -1)) ? provenanceKeys.builder : provenanceKeys.policy;
}

function owner(path: readonly string[]): string {
  return isBuilder(path.slice(0, -1)) ? 'a builder of the provenance policy' : 'the provenance policy';
}

function thing(path: readonly string[]): string {
  const last = path.at(-1) ?? '';
  if (!/^\d+$/.test(last)) return `"${last}" of ${owner(path)}`;
  return `item ${Number(last) + 1} of "${path.at(-2) ?? ''}"`;
}

function isBuilder(path: readonly string[]): boolean {
  return path.length === 3 && path[1] === 'builders';
}
