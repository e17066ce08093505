import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { copy } from '@cip/copy';
import { createRegistry } from '@cip/registry';
import { buildImage, startRegistry } from '@cip/testing';
import { expect, it } from 'vitest';
import { temporaryFolder } from './fixtures.js';
import { openLayout } from './index.js';

it('the example of the README does what it says', async () => {
  await using place = await temporaryFolder();
  await using server = await startRegistry();
  const image = buildImage('readme');
  server.seed('foo/app', image);
  const registry = createRegistry();
  const staging = registry.repository(`${server.host}/foo/app`);
  const { digest } = image.descriptor;
  const directory = path.join(place.folder, 'backup');

  // example
  const layout = await openLayout(directory, { rights: 'write-once' });
  await copy(staging, digest, [layout.repository('foo/app')], { tags: ['v1.2.3'] });
  const paths = await layout.repositories(); // ['foo/app']
  const missing = await layout.repository('foo/app').resolve('v9'); // undefined
  await layout.close();
  // end

  await registry.close();
  expect(paths).toEqual(['foo/app']);
  expect(missing).toBeUndefined();
  await using again = await openLayout(directory, { rights: 'read-only' });
  expect((await again.repository('foo/app').resolve('v1.2.3'))?.digest).toBe(digest);
});

it('is the one in the README', () => {
  const read = (file: string): string =>
    readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8').replace(/^ +/gm, '');
  const example = /\/\/ example\n([^]*?)\/\/ end/.exec(read('./readme.spec.ts'))?.[1] ?? 'none';
  expect(read('../README.md')).toContain(example);
});
