import { whyNotADigest, whyNotARepository, whyNotATag } from '@cip/oci';
import type { Found, ManifestPart } from './manifest-part.js';
import type { ProblemRule } from './promotion-manifest.js';
import { whyNotARegistryName } from './registry-name.js';
import { provenanceFaultText } from './provenance/provenance-fault-text.js';
import type { Fault } from './schema-faults.js';
import { describeNode, shortText, textUnder } from './yaml-node.js';

/** What is said about a fault. */
export interface FaultText {
  readonly rule: ProblemRule;
  readonly message: string;
  readonly remedy: string;
}

const knownKeys = {
  file: '',
  provenance: '',
  registry: 'name, src, service-account',
  image: 'name, dmap',
  digest: '',
};

/** `lineOf` gives the line of an offset. */
export function faultText(
  fault: Fault,
  part: ManifestPart,
  found: Found,
  lineOf: (offset: number) => number,
): FaultText {
  if (part.kind === 'provenance' && fault.kind !== 'duplicate-key') return provenanceFaultText(fault, found);
  const last = fault.path.at(-1) ?? '';
  switch (fault.kind) {
    case 'duplicate-key':
      return {
        rule: 'duplicate-key',
        message: `${shortText(last)} stands twice in one mapping, first in line ${lineOf(fault.first.offset)}`,
        remedy: 'Keep one of the two entries, with everything that is meant.',
      };
    case 'unknown-key':
      return {
        rule: 'unknown-key',
        message: `${owner(part)} has the unknown key ${shortText(last)}`,
        remedy: `Correct the spelling or remove the key${knownKeys[part.kind] && `; known are ${knownKeys[part.kind]}`}.`,
      };
    case 'missing-key':
      return {
        rule: 'manifest-schema',
        message: `${owner(part)} has no key "${last}"`,
        remedy: `Add the key "${last}".`,
      };
    case 'choice':
      return {
        rule: 'manifest-schema',
        message: `"src" of ${owner(part)} is no boolean`,
        remedy: 'Write "src: true" for the source, and leave "src" out everywhere else.',
      };
    case 'type':
      return {
        rule: 'manifest-schema',
        message: `${thing(fault.path, part)} must be a ${fault.expected}, but is ${found.node ? describeNode(found.node) : 'absent'}`,
        remedy: typeRemedy(fault.path, part, fault.expected),
      };
    case 'empty':
    case 'form':
      return formText(fault.path, part, found);
  }
}

function formText(path: readonly string[], part: ManifestPart, found: Found): FaultText {
  const text = found.node?.kind === 'scalar' ? found.node.text : '';
  if (part.kind === 'registry' && path.at(-1) === 'service-account') {
    return {
      rule: 'manifest-schema',
      message: `${shortText(text)} is not the name of a service account`,
      remedy: 'Write its address, such as promoter@project.iam.gserviceaccount.com.',
    };
  }
  if (part.kind === 'registry') {
    return {
      rule: 'registry-name',
      message: `${shortText(text)} is not the name of a registry: ${whyNotARegistryName(text)}`,
      remedy: 'Write the host, with a port and a path below it where needed.',
    };
  }
  if (part.kind === 'digest' && found.entry) {
    return {
      rule: 'digest-format',
      message: `${shortText(part.digest)} is not a digest: ${whyNotADigest(part.digest)}`,
      remedy: 'Copy the whole digest as the source registry gives it.',
    };
  }
  if (part.kind === 'digest') {
    return {
      rule: 'tag-format',
      message: `${shortText(text)} is not a tag: ${whyNotATag(text)}`,
      remedy:
        'Use at most 128 letters, digits, dots, dashes and underscores, without a dot or dash in front.',
    };
  }
  return {
    rule: 'image-name',
    message: `${shortText(text)} is not the name of an image: ${whyNotAnImageName(text)}`,
    remedy: 'Write the path below the source registry in lower case, without tag and digest.',
  };
}

function whyNotAnImageName(text: string): string {
  if (text === '') return 'it is empty';
  return whyNotARepository({ registry: 'localhost', repository: text }) ?? 'it is not a path';
}

function owner(part: ManifestPart): string {
  if (part.kind === 'file' || part.kind === 'provenance') return 'the file';
  if (part.kind === 'digest') return `the digest ${shortText(part.digest)}`;
  const name = textUnder(part.block, 'name');
  return name === undefined ? `a block without a name` : `the ${part.kind} ${shortText(name)}`;
}

function thing(path: readonly string[], part: ManifestPart): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  if (part.kind === 'digest')
    return isIndex(last) ? `a tag of ${owner(part)}` : `the value of ${owner(part)}`;
  return isIndex(last) ? `item ${Number(last) + 1} of the list` : `${shortText(last)} of ${owner(part)}`;
}

function typeRemedy(path: readonly string[], part: ManifestPart, expected: string): string {
  const last = path.at(-1);
  if (part.kind === 'digest' && expected === 'list') {
    return 'Write a list of tags; an empty list, [], promotes the digest without a tag.';
  }
  if (last === 'dmap') return 'Write the digests as keys, each with a list of its tags.';
  return `Write a ${expected} here.`;
}

function isIndex(step: string): boolean {
  return /^\d+$/.test(step);
}
