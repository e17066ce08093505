import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const page = new URL('../../../docs/concepts/auditor.md', import.meta.url);
const rows = [...(await readFile(page, 'utf8')).matchAll(/\| \[(.+?)\]\((\S+\.spec\.ts)\) +\|/g)];

describe('the table of attacks', () => {
  it('has rows', () => {
    expect(rows.length).toBeGreaterThan(10);
  });

  it.each(rows.map(([, name = '', file = '']) => [name, file] as const))(
    'names a test that there is: %s',
    async (name, file) => {
      const text = await readFile(new URL(file, page), 'utf8');
      expect(text).toContain(`'${name}'`);
    },
  );
});
