import { schemaFile, validatorFile } from '@cip/manifest/generated-code';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { compactSchema, policySchema } from './policy-schema.js';
import { type RuleName, ruleNames } from './rule-name.js';
import { rules } from './rules.js';
import { validatePolicy } from './validators.generated.js';

function describeRule(name: RuleName): string {
  const rule = rules.find((one) => one.name === name);
  return rule ? `Reports ${rule.docs.reports}. Default: ${rule.severity}.` : '';
}

it('the published schema is the one in use, with the documentation of the rules', async () => {
  const text = await schemaFile(policySchema(describeRule), import.meta.url);
  await expect(text).toMatchFileSnapshot('../schema/cip-lint.schema.json');
});

it('the generated validator is that of the schema', async () => {
  const text = await validatorFile({ validatePolicy: compactSchema }, 'policy-schema.ts', import.meta.url);
  await expect(text).toMatchFileSnapshot('validators.generated.js');
});

it.each<[Record<string, string>, boolean]>([
  ...ruleNames.map((rule): [Record<string, string>, boolean] => [{ [rule]: 'off' }, true]),
  [{ 'moving-tags': 'off' }, false],
  [{ 'xmoving-tag': 'off' }, false],
  [{ 'moving-tag': 'fatal' }, false],
])('editors and programs agree about the rules %j', (rules, isValid) => {
  const published = new Ajv({ allowUnionTypes: true }).compile(policySchema(describeRule));
  const written = { rules, overrides: [{ paths: ['a'], rules }] };
  expect([published(written), validatePolicy(written)]).toEqual([isValid, isValid]);
});
