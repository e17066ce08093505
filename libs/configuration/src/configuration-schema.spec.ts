import { schemaFile, validatorFile } from '@cip/manifest/generated-code';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { type RuleName, ruleNames, rules } from '@cip/policy';
import { compactSchema, configurationSchema } from './configuration-schema.js';
import { validateConfiguration } from './validators.generated.js';

function describeRule(name: RuleName): string {
  const rule = rules.find((one) => one.name === name);
  return rule ? `Reports ${rule.docs.reports}. Default: ${rule.severity}.` : '';
}

it('the published schema is the one in use, with the documentation of the rules', async () => {
  const text = await schemaFile(configurationSchema(describeRule), import.meta.url);
  await expect(text).toMatchFileSnapshot('../../../docs/cli/schema/configuration.json');
});

it('the generated validator is that of the schema', async () => {
  const text = await validatorFile(
    { validateConfiguration: compactSchema },
    'configuration-schema.ts',
    import.meta.url,
  );
  await expect(text).toMatchFileSnapshot('validators.generated.js');
});

it.each<[Record<string, string>, boolean]>([
  ...ruleNames.map((rule): [Record<string, string>, boolean] => [{ [rule]: 'off' }, true]),
  [{ 'moving-tags': 'off' }, false],
  [{ 'xmoving-tag': 'off' }, false],
  [{ 'moving-tag': 'fatal' }, false],
])('editors and programs agree about the rules %j', (rules, isValid) => {
  const published = new Ajv({ allowUnionTypes: true }).compile(configurationSchema(describeRule));
  const written = { rules, overrides: [{ paths: ['a'], rules }] };
  expect([published(written), validateConfiguration(written)]).toEqual([isValid, isValid]);
});
