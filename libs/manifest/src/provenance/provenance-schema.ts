import type { JsonSchema } from '../json-schema.js';
import { pathPatternSyntax } from './path-pattern.js';

function texts(description: string, item: JsonSchema = {}, list: JsonSchema = {}): JsonSchema {
  return { description, type: 'array', items: { type: 'string', pattern: '\\S', ...item }, ...list };
}

const builderKeys = {
  id: {
    description: 'As provenance names it. Without "@" it stands for that builder at any ref.',
    type: 'string',
    pattern: '\\S',
  },
  level: { description: 'The SLSA build level that it reaches.', enum: [1, 2, 3, '1', '2', '3'] },
  signers: texts('The signers of the policy that may claim it, as written there.'),
};

const level = { enum: [2, 3, '2', '3'] };

/** The most characters of a pattern: more than the name of a repository may have. */
export const longestPattern = 255;

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
  imageLevel: Object.keys(imageLevelKeys),
};
