import type { JsonSchema } from '../json-schema.js';

function texts(description: string, item: JsonSchema = {}): JsonSchema {
  return { description, type: 'array', items: { type: 'string', pattern: '\\S', ...item } };
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
  level: { description: 'The least SLSA build level.', enum: [2, 3, '2', '3'] },
};

/** What may stand under `provenance` of a promoter manifest. */
export const provenanceSchema: JsonSchema = {
  description: 'What the attestations of an image have to prove before it is promoted.',
  type: 'object',
  additionalProperties: false,
  properties: policyKeys,
};

/** The keys that are known in a builder, and in the policy. */
export const provenanceKeys = { builder: Object.keys(builderKeys), policy: Object.keys(policyKeys) };
