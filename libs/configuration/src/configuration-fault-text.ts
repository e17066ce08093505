import { describeNode, type Fault, type Found, shortText, signerRemedy } from '@cip/manifest';
import { nearest } from '@cip/policy';
import type { ConfigurationMistake } from './configuration-error.js';
import { keysAt, severityWords } from './configuration-schema.js';

/** What is said about a deviation from the schema. `lineOf` gives the line of an offset. */
export function configurationFaultText(
  fault: Fault,
  { node }: Found,
  lineOf: (offset: number) => number,
): Omit<ConfigurationMistake, 'where'> {
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
      return unknownWord(last, fault.allowed.map(String), node?.kind === 'scalar' ? node.text : '');
    case 'type':
      return {
        message: `${thing(path)} must be a ${fault.expected}, but is ${node ? describeNode(node) : 'absent'}`,
        remedy: `Write a ${fault.expected} here, or remove the key.`,
      };
    case 'form':
      return formText(path, node?.kind === 'scalar' ? node.text : '');
  }
}

function unknownKey(parent: readonly string[], key: string): Omit<ConfigurationMistake, 'where'> {
  const known = keysAt(parent);
  const isRule = known.includes('yaml-syntax');
  const what = isRule
    ? `there is no rule ${shortText(key)}`
    : `${thing(parent)} has the unknown key ${shortText(key)}`;
  return { message: what, remedy: choose(key, known) };
}

function unknownWord(
  key: string,
  allowed: readonly string[],
  text: string,
): Omit<ConfigurationMistake, 'where'> {
  const what = `${shortText(text)} is not ${wordsFor(key, allowed)}`;
  return { message: what, remedy: choose(text, allowed) };
}

function wordsFor(key: string, allowed: readonly string[]): string {
  if (allowed.includes('yaml-syntax')) return 'the name of a rule';
  return allowed.length === severityWords.length ? 'a severity' : `a value of "${key}"`;
}

function choose(text: string, allowed: readonly string[]): string {
  const meant = nearest(text, allowed);
  if (meant !== undefined) return `Did you mean "${meant}"? Correct the spelling.`;
  return `Write one of ${allowed.join(', ')}.`;
}

function formText(path: readonly string[], text: string): Omit<ConfigurationMistake, 'where'> {
  const form = forms[path.at(-1) ?? ''] ?? forms[path.at(-2) ?? ''] ?? pathForm;
  return { message: `${shortText(withoutUser(text))} is not ${form.what}`, remedy: form.remedy };
}

/** A password that somebody wrote into an address goes no further. */
function withoutUser(text: string): string {
  return text.replace(/:\/\/[^/\s]*@/, '://***@');
}

export const dateRemedy = 'Write a day of the calendar as YYYY-MM-DD.';
export const sizeRemedy = 'Write a number above 0 with a unit, such as 500MiB or 2GiB.';

/** What a text should have been, by the key that it stands under. */
interface Form {
  readonly what: string;
  readonly remedy: string;
}

const pathForm: Form = {
  what: 'a pattern of paths in the tree',
  remedy: 'Write it relative to the root of the tree, with / between folders.',
};

const fileForm: Form = {
  what: 'a file below the folder of this configuration',
  remedy: 'Write its path from that folder, with / between folders and without . and ..',
};

const serviceForm: Form = {
  what: 'the address of a service',
  remedy:
    'Write https://HOST[:PORT][/PATH], without user, password and query. Only loopback addresses may have http.',
};

const uriForm: Form = {
  what: 'a URI',
  remedy: 'Write it with its scheme, such as https://promoter.example.',
};

const choiceForm: Form = { what: 'true or false', remedy: 'Write true or false.' };

const forms: Readonly<Record<string, Form>> = {
  expires: { what: 'a date', remedy: dateRemedy },
  maxImageSize: { what: 'a size', remedy: sizeRemedy },
  prefixes: {
    what: 'a path of images',
    remedy: 'Write the path below the registry, without / at its beginning and end.',
  },
  rps: {
    what: 'a rate',
    remedy: 'Write a number per second or with a unit: 50, 50/s or 3000/m.',
  },
  concurrency: { what: 'a number of parallel requests', remedy: 'Write a whole number from 1 to 999.' },
  group: {
    what: 'the name of a quota group',
    remedy: "Write one word without =. On Google's registries, it is the project.",
  },
  root: fileForm,
  keys: fileForm,
  identities: { what: 'a signer', remedy: signerRemedy },
  publicKey: fileForm,
  fulcio: serviceForm,
  rekor: serviceForm,
  tsa: serviceForm,
  uri: uriForm,
  verifierId: uriForm,
  records: choiceForm,
  summaries: choiceForm,
  levels: {
    what: 'the name of a level',
    remedy: 'Write upper-case letters, digits and _, such as K8S_PROMOTION_MANIFEST_REVIEWED.',
  },
};

function thing(path: readonly string[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'the configuration';
  if (!/^\d+$/.test(last)) return shortText(last);
  return `item ${Number(last) + 1} of ${thing(path.slice(0, -1))}`;
}
