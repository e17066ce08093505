import { schemaFile, validatorFile } from '@cip/manifest/generated-code';
import { expect, it } from 'vitest';
import { policySchema } from './policy-schema.js';
import type { RuleName } from './rule-name.js';
import { rules } from './rules.js';

function describeRule(name: RuleName): string {
  const rule = rules.find((one) => one.name === name);
  return rule ? `Reports ${rule.docs.reports}. Default: ${rule.severity}.` : '';
}

it('the published schema is the one in use, with the documentation of the rules', async () => {
  const text = await schemaFile(policySchema(describeRule), import.meta.url);
  await expect(text).toMatchFileSnapshot('../schema/cip-lint.schema.json');
});

it('the generated validator is that of the schema', async () => {
  const text = await validatorFile({ validatePolicy: policySchema() }, 'policy-schema.ts', import.meta.url);
  await expect(text).toMatchFileSnapshot('validators.generated.js');
});
