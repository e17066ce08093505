import type { JsonSchema } from '@cip/manifest';
import { type RuleName, ruleNames } from '@cip/policy';
import { attachedKeys, trustKeys } from './attached-schema.js';
import { exceptionKeys, overrideKeys, policyKeys, subprojectKeys } from './policy-schema.js';
import { quotaGroupKeys, registryKeys } from './registries-schema.js';
import { byName, mapping } from './schema-parts.js';
import { identityKeys, keylessKeys, promoterKeys, signingKeys } from './signing-schema.js';

/** How much a rule counts, in the words of the configuration. */
export const severityWords = ['error', 'warning', 'info', 'off'] as const;

const attachedParts = {
  ...attachedKeys,
  subprojects: byName('What some subprojects do differently, by their folders.', attachedKeys),
};

const configurationKeys = {
  ...policyKeys,
  registries: byName('How much some registries may be asked, by HOST or HOST:PORT.', registryKeys),
  quotaGroups: byName(
    "Limits that several registries share. On Google's registries, a group is a project.",
    quotaGroupKeys,
  ),
  attached: {
    description: 'What becomes of signatures, attestations, SBOMs and records.',
    ...mapping(attachedParts),
  },
  trust: { description: 'Whose signatures count, besides the public Sigstore.', ...mapping(trustKeys) },
  signing: {
    description: 'What is signed and attached after a promotion, and as whom. Default: nothing.',
    ...mapping(signingKeys),
  },
};

/** What may stand in `.cip.yaml`, for editors. `describe` gives a line about each rule. */
export function configurationSchema(describe: (rule: RuleName) => string): JsonSchema {
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
    title: 'Configuration of a project, .cip.yaml',
    ...mapping(configurationKeys),
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
export function keysAt(path: readonly string[]): readonly string[] {
  const [area = '', part, last] = path;
  if (area === 'rules' || (area === 'overrides' && last === 'rules')) return ruleNames;
  if (area === 'attached') return Object.keys(part === undefined ? attachedParts : attachedKeys);
  if (area === 'signing') return Object.keys(signingParts[part ?? ''] ?? signingKeys);
  return Object.keys(keysOfArea[area] ?? configurationKeys);
}

const signingParts: Readonly<Record<string, object>> = {
  keyless: keylessKeys,
  identity: identityKeys,
  promoter: promoterKeys,
};

const keysOfArea: Readonly<Record<string, object>> = {
  overrides: overrideKeys,
  subprojects: subprojectKeys,
  exceptions: exceptionKeys,
  registries: registryKeys,
  quotaGroups: quotaGroupKeys,
  trust: trustKeys,
};
