import type { JsonSchema } from '@cip/manifest';
import { type RuleName, ruleNames } from './rule-name.js';

/** How much a rule counts, in the words of the configuration. */
export const severityWords = ['error', 'warning', 'info', 'off'] as const;

const glob = '^(?!/|\\.{1,2}/)[^\\\\]*$';

const paths: JsonSchema = {
  ...texts(
    'Glob patterns of files, relative to the root of the tree: * and ? stay within one folder, ** crosses folders.',
    { pattern: glob },
  ),
  minItems: 1,
};

const overrideKeys = { paths, rules: { $ref: '#/definitions/rules' } };

const subprojectKeys = {
  prefixes: texts(
    'Where the images may go below a production registry, instead of the name of the subproject. Empty text: anywhere.',
    { minLength: 0, pattern: '^(?:[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?)?$' },
  ),
  source: {
    description: 'The source registry, where it is meant to differ from the name of the folder.',
    type: 'string',
    minLength: 1,
  },
};

const exceptionKeys = {
  rule: { description: 'The rule that keeps silent.', enum: ruleNames },
  paths,
  image: { description: 'Only for this image name.', type: 'string', minLength: 1 },
  tags: { ...texts('Only for these tags, or digests.', { type: ['string', 'number'] }), minItems: 1 },
  reason: { description: 'Why reviewers agreed.', type: 'string', minLength: 1 },
  expires: {
    description: 'The last day on which the exception holds, in UTC: YYYY-MM-DD.',
    type: 'string',
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  },
};

const policyKeys = {
  rules: { $ref: '#/definitions/rules' },
  overrides: {
    description: 'Rules for some paths; a later override wins over an earlier one.',
    type: 'array',
    items: mapping(overrideKeys, ['paths', 'rules']),
  },
  productionRegistries: texts(
    'All production registries, with what their paths begin with before the name of a subproject.',
  ),
  stagingRegistries: texts(
    'The registries below which sources lie. The name of the folder follows: gcr.io/staging, or gcr.io/k8s-staging-* where it has to begin like that.',
  ),
  stagingPrefix: {
    description:
      'What the folders of subprojects begin with and the subprojects do not, such as k8s-staging-.',
    type: 'string',
  },
  subprojects: {
    description: 'What is special about the folders of some subprojects.',
    type: 'object',
    additionalProperties: mapping(subprojectKeys),
  },
  movingTags: texts(
    'Regular expressions of tags that move, besides latest, v1 and v1.2, in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax). Anchor them with ^ and $.',
  ),
  allowedFiles: texts(
    'Glob patterns of files that may stand in the tree without a role there, relative to its root. Default: documentation, licences, scripts and Go programs.',
    { pattern: glob },
  ),
  maxImageSize: {
    description: 'The largest download of an image for one platform, such as 500MiB or 2GiB.',
    type: ['string', 'number'],
    pattern: '^[0-9]+(?:\\.[0-9]+)? ?(?:[kKMGT]i?)?[bB]?$',
  },
  exceptions: {
    description: 'Findings that reviewers have agreed to, each with a reason and a last day.',
    type: 'array',
    items: mapping(exceptionKeys, ['rule', 'paths', 'reason', 'expires']),
  },
};

/** What may stand in `.cip-lint.yaml`, for editors. `describe` gives a line about each rule. */
export function policySchema(describe: (rule: RuleName) => string): JsonSchema {
  const settings = ruleNames.map((rule) => [rule, { description: describe(rule), enum: severityWords }]);
  return withRules({ properties: Object.fromEntries(settings) as JsonSchema });
}

/** The same language, for a validator: one pattern for all rules halves the code that is made of it. */
export const compactSchema = withRules({
  patternProperties: { [`^(?:${ruleNames.join('|')})$`]: { enum: severityWords } },
});

function withRules(rules: JsonSchema): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of cip-lint, and of what cip enforces',
    ...mapping(policyKeys),
    definitions: {
      rules: {
        description: 'How much each rule counts.',
        type: 'object',
        additionalProperties: false,
        ...rules,
      },
    },
  };
}

/** The keys that are known in the mapping at a path of a configuration. */
export function keysAt([area, , part]: readonly string[]): readonly string[] {
  if (area === 'rules' || part === 'rules') return ruleNames;
  if (area === 'overrides') return Object.keys(overrideKeys);
  if (area === 'subprojects') return Object.keys(subprojectKeys);
  return Object.keys(area === 'exceptions' ? exceptionKeys : policyKeys);
}

function mapping(properties: JsonSchema, required?: readonly string[]): JsonSchema {
  return { type: 'object', additionalProperties: false, properties, ...(required && { required }) };
}

function texts(description: string, item: JsonSchema = {}): JsonSchema {
  return { description, type: 'array', items: { type: 'string', minLength: 1, ...item } };
}
