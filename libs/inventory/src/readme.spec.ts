import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createRegistry } from '@cip/registry';
import { buildImage, startRegistry } from '@cip/testing';
import { expect, it } from 'vitest';
import { createInventory, readPrefix } from './index.js';

it('the example of the README does what it says', async () => {
  await using server = await startRegistry();
  const image = buildImage('readme');
  server.seed('prod/app', image, ['v1']);
  const { host } = server;
  const { digest } = image.descriptor;
  const registry = createRegistry();

  // example
  const inventory = createInventory(registry);
  const question = { tags: ['v1', 'v2'], digests: [digest], untagged: [] };
  const held = await inventory.destination(`${host}/prod/app`, question);
  const below = await readPrefix(registry, `${host}/prod`);
  // end

  await registry.close();
  expect(held).toMatchObject({ tags: new Map([['v1', digest]]), completeness: { kind: 'tags-only' } });
  expect(held.unknown.size).toBe(0);
  expect([...below.repositories.keys()]).toEqual(['app']);
  expect(below).toMatchObject({ discovery: 'catalog', completeness: { kind: 'complete' }, unread: [] });
});

it('is the one in the README', () => {
  const read = (file: string): string =>
    readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8').replace(/^ +/gm, '');
  const example = /\/\/ example\n([^]*?)\/\/ end/.exec(read('./readme.spec.ts'))?.[1] ?? 'none';
  expect(read('../README.md')).toContain(example);
});
