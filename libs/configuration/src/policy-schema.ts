import type { JsonSchema } from '@cip/manifest';
import { ruleNames } from '@cip/policy';
import { byName, mapping, texts } from './schema-parts.js';

const glob = '^(?!/|\\.{1,2}/)[^\\\\]*$';

const paths: JsonSchema = {
  ...texts(
    'Glob patterns of files, relative to the root of the tree: * and ? stay within one folder, ** crosses folders.',
    { pattern: glob },
  ),
  minItems: 1,
};

export const overrideKeys = { paths, rules: { $ref: '#/definitions/rules' } };

export const subprojectKeys = {
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

export const exceptionKeys = {
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

/** What the project has agreed on about its manifests. */
export const policyKeys = {
  rules: { $ref: '#/definitions/rules' },
  overrides: {
    description: 'Rules for some paths; a later override wins over an earlier one.',
    type: 'array',
    items: mapping(overrideKeys, ['paths', 'rules']),
  },
  productionRegistries: texts(
    'All production registries, with what their paths begin with before the name of a subproject.',
  ),
  productionRegistriesFrom: {
    description:
      'In place of productionRegistries: on each host, the longest path that more than half of the subprojects have is production.',
    enum: ['manifests'],
  },
  stagingRegistries: texts(
    'The registries below which sources lie. The name of the folder follows, or that of its subproject, without stagingPrefix: gcr.io/staging. With gcr.io/k8s-staging-*, the name of the folder, which has to begin like that.',
  ),
  stagingPrefix: {
    description:
      'What the folders of subprojects begin with and the subprojects do not, such as k8s-staging-.',
    type: 'string',
  },
  subprojects: byName('What is special about the folders of some subprojects.', subprojectKeys),
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
