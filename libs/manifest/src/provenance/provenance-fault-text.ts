import type { FileProblem } from '../file-problems.js';
import type { Found } from '../manifest-part.js';
import type { Fault } from '../schema-faults.js';
import { describeNode, shortText } from '../yaml-node.js';
import { longestPattern, provenanceKeys } from './provenance-schema.js';

type Text = Pick<FileProblem, 'rule' | 'message' | 'remedy'>;

/** What is said about a fault below `provenance`. */
export function provenanceFaultText(fault: Exclude<Fault, { kind: 'duplicate-key' }>, { node }: Found): Text {
  const { path } = fault;
  const last = path.at(-1) ?? '';
  const owner = mappingAt(path.slice(0, -1));
  switch (fault.kind) {
    case 'unknown-key':
      return {
        rule: 'unknown-key',
        message: `${owner.shownAs} has the unknown key ${shortText(last)}`,
        remedy: `Correct the spelling or remove the key; known are ${owner.keys.join(', ')}.`,
      };
    case 'missing-key':
      return {
        rule: 'manifest-schema',
        message: `${owner.shownAs} has no key "${last}"`,
        remedy: `Add the key "${last}".`,
      };
    case 'choice': {
      const text = node?.kind === 'scalar' ? shortText(node.text) : '';
      return policyText(`${text} is not a ${last} of ${owner.shownAs}`, choiceRemedy(fault.allowed));
    }
    case 'type':
      return {
        rule: 'manifest-schema',
        message: `${thing(path)} must be a ${fault.expected}, but is ${node ? describeNode(node) : 'absent'}`,
        remedy: mappings[kindAt(path) ?? 'policy'].remedy,
      };
    case 'empty':
      return policyText(`${thing(path)} is empty`, 'List at least one.');
    case 'form':
      return formText(path, node?.kind === 'scalar' ? node.text : '');
  }
}

function policyText(message: string, remedy: string): Text {
  return { rule: 'provenance-policy', message, remedy };
}

function choiceRemedy(allowed: readonly unknown[]): string {
  return `Write one of ${[...new Set(allowed.map(String))].join(', ')}.`;
}

/** What is said of a text that is not one of its kind; what is blank is always said to be so. */
function formText(path: readonly string[], text: string): Text {
  if (text.trim() === '') return policyText(`${thing(path)} is blank`, 'Write what is meant, or remove it.');
  const why = formTexts[path.at(-2) ?? '']?.(text);
  return why ?? policyText(`${thing(path)} is ${shortText(text)}`, 'Write what the documentation shows.');
}

const formTexts: Readonly<Record<string, (text: string) => Text>> = {
  sources: (text) =>
    policyText(
      `the source ${shortText(text)} has a ref`,
      'Write the repository alone, such as github.com/org/repo.',
    ),
  workflows: (text) =>
    policyText(
      `the workflow ${shortText(text)} is not a path in .github/workflows/ without a ref`,
      'Write the path in the source repository, such as .github/workflows/release.yml.',
    ),
  refs: (text) =>
    text.startsWith('refs/')
      ? patternText(`the ref ${shortText(text)}`, text)
      : policyText(
          `the ref ${shortText(text)} does not begin with "refs/"`,
          'Write the whole ref, such as refs/tags/v*.',
        ),
  images: (text) => {
    const image = `the image pattern ${shortText(text)}`;
    if (!/^\/|\/$/.test(text)) return patternText(image, text);
    const remedy = 'Write names of images below the source, such as charts/*.';
    return policyText(`${image} begins or ends with a slash`, remedy);
  },
};

function patternText(shownAs: string, pattern: string): Text {
  if (pattern.length > longestPattern) {
    return policyText(`${shownAs} has more than ${longestPattern} characters`, 'Write a shorter pattern.');
  }
  const remedy = 'Close each "[", leave none of them empty, and write a backslash before "-" and "]" within.';
  return policyText(`${shownAs} is not a sound pattern`, remedy);
}

interface Mapping {
  readonly shownAs: string;
  readonly keys: readonly string[];
  /** How to write it. */
  readonly remedy: string;
}

const mappings = {
  policy: {
    shownAs: 'the provenance policy',
    keys: provenanceKeys.policy,
    remedy: 'Write what the documentation shows.',
  },
  builder: {
    shownAs: 'a builder of the provenance policy',
    keys: provenanceKeys.builder,
    remedy: 'Write a builder as {id: ID, level: 1}.',
  },
  caller: {
    shownAs: 'the caller of a builder',
    keys: provenanceKeys.caller,
    remedy: 'Write a caller as {refs: [refs/tags/v*]}.',
  },
  imageLevel: {
    shownAs: 'an entry of "levels"',
    keys: provenanceKeys.imageLevel,
    remedy: 'Write an entry as {images: [PATTERN], level: 3}.',
  },
} as const satisfies Record<string, Mapping>;

function kindAt(path: readonly string[]): keyof typeof mappings | undefined {
  const [, list, , key] = path;
  if (path.length === 1) return 'policy';
  if (path.length === 4) return list === 'builders' && key === 'caller' ? 'caller' : undefined;
  if (path.length !== 3) return undefined;
  if (list === 'builders') return 'builder';
  return list === 'levels' ? 'imageLevel' : undefined;
}

function mappingAt(path: readonly string[]): Mapping {
  return mappings[kindAt(path) ?? 'policy'];
}

function thing(path: readonly string[]): string {
  const last = path.at(-1) ?? '';
  if (!/^\d+$/.test(last)) return `${shortText(last)} of ${mappingAt(path.slice(0, -1)).shownAs}`;
  return `item ${Number(last) + 1} of "${path.at(-2) ?? ''}"`;
}
