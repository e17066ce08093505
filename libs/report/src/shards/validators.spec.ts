import { readFileSync } from 'node:fs';
import { validatorFile } from '@cip/manifest/generated-code';
import { expect, it } from 'vitest';

const published = new URL('../../../../docs/cli/schema/promotion-report.json', import.meta.url);

it('the generated validator is that of the published schema', async () => {
  const { $schema: _, ...schema } = JSON.parse(readFileSync(published, 'utf8')) as Record<string, unknown>;
  const text = await validatorFile(
    { validatePromotionReport: schema },
    'docs/cli/schema/promotion-report.json',
    import.meta.url,
  );
  await expect(text).toMatchFileSnapshot('validators.generated.js');
});
