import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('README.md shows the example that is tested', async () => {
  const read = async (name: string): Promise<string> => readFile(new URL(name, import.meta.url), 'utf8');
  const example = (await read('./example.spec.ts')).replace("'./index.js'", "'@cip/testing'");
  expect(await read('../README.md')).toContain(`\`\`\`ts\n${example}\`\`\``);
});
