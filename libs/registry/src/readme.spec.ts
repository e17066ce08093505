import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildImage, startRegistry } from '@cip/testing';
import { expect, it } from 'vitest';
import { createRegistry } from './index.js';

it('the example of the README does what it says', async () => {
  await using server = await startRegistry();
  const image = buildImage('readme');
  server.seed('k8s-staging-foo/bar', image, ['v1.2.3']);
  const host = server.host;

  // example
  const registry = createRegistry({ requestsPerSecond: 20 });
  const repository = registry.repository(`${host}/k8s-staging-foo/bar`);
  const found = await repository.resolve('v1.2.3');
  const missing = await repository.resolve('v9');
  const requests = registry.ledger.count('manifest-head');
  await registry.close();
  // end

  expect(found?.digest).toBe(image.descriptor.digest);
  expect(missing).toBeUndefined();
  expect(requests).toBe(2);
});

it('is the one in the README', () => {
  const read = (file: string): string =>
    readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8').replace(/^ +/gm, '');
  const example = /\/\/ example\n([^]*?)\/\/ end/.exec(read('./readme.spec.ts'))?.[1] ?? 'none';
  expect(read('../README.md')).toContain(example);
});
