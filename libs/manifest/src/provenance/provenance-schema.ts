import type { JsonSchema } from '../json-schema.js';
import { pathPatternSyntax } from './path-pattern.js';

function texts(description: string, item: JsonSchema = {}, list: JsonSchema = {}): JsonSchema {
  return { description, type: 'array', items: { type: 'string', pattern: '\\S', ...item }, ...list };
}

/** The most characters of a pattern: more than the name of a repository may have. */
export const longestPattern = 255;

const callerKeys = {
  workflows: texts(
    'The paths of the workflows that may call it, in .github/workflows/ of a source. Empty: all of them.',
    { pattern: '^\\.github/workflows(?:/(?!\\.{1,2}(?:/|$))[^/@]+)+$' },
  ),
  refs: texts(
    'Patterns of the Git refs that the calling run ran for, such as "refs/tags/v*": "*" and "?" match no slash.',
    { pattern: `^(?=.{1,${longestPattern}}$)refs/${pathPatternSyntax}$` },
    { minItems: 1 },
  ),
  events: texts('The events that may start the calling run, such as "push". Empty: all of them.'),
};

const builderKeys = {
  id: {
    description: 'As provenance names it. Without "@" it stands for that builder at any ref.',
    type: 'string',
    pattern: '\\S',
  },
  level: { description: 'The SLSA build level that it reaches.', enum: [1, 2, 3, '1', '2', '3'] },
  signers: texts('The signers of the policy that may claim it, as written there.'),
  caller: {
    description: 'For a reusable workflow of GitHub Actions: the run that may have called it.',
    type: 'object',
    required: ['refs'],
    additionalProperties: false,
    properties: callerKeys,
  },
};

const level = { enum: [2, 3, '2', '3'] };

const imageLevelKeys = {
  images: texts(
    'Names of images below the source, such as "charts/*": "*" and "?" match no slash, and "[a-z]" one of some characters.',
    { pattern: `^(?!/)(?!.*/$)(?=.*\\S)(?=.{1,${longestPattern}}$)${pathPatternSyntax}$` },
    { minItems: 1 },
  ),
  level: { description: 'The least SLSA build level of these images.', ...level },
};

const policyKeys = {
  mode: {
    description:
      'off: nothing is checked. warn: what violates the policy is promoted and reported. require: it is not promoted.',
    enum: ['off', 'warn', 'require'],
  },
  signers: texts(
    'Who may sign the attestations: sigstore::ISSUER::IDENTITY, or sigstore(identityMatch=regex)::ISSUER::EXPRESSION.',
  ),
  builders: {
    description: 'Who may build the images.',
    type: 'array',
    items: {
      type: 'object',
      required: ['id', 'level'],
      additionalProperties: false,
      properties: builderKeys,
    },
  },
  sources: texts('The repositories that images may be built from, without a ref.', {
    pattern: '^[^@]*[^@\\s][^@]*$',
  }),
  predicateTypes: texts('What has to be attested besides the build.'),
  level: { description: 'The least SLSA build level.', ...level },
  levels: {
    description:
      'The least SLSA build levels of some images. Of several that match an image the highest counts.',
    type: 'array',
    items: {
      type: 'object',
      required: ['images', 'level'],
      additionalProperties: false,
      properties: imageLevelKeys,
    },
  },
};

/** What may stand under `provenance` of a promoter manifest. */
export const provenanceSchema: JsonSchema = {
  description: 'What the attestations of an image have to prove before it is promoted.',
  type: 'object',
  additionalProperties: false,
  properties: policyKeys,
};

/** The keys that are known in each mapping. */
export const provenanceKeys = {
  policy: Object.keys(policyKeys),
  builder: Object.keys(builderKeys),
  caller: Object.keys(callerKeys),
  imageLevel: Object.keys(imageLevelKeys),
};
