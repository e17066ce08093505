import { fingerprint } from '@cip/manifest';
import { createGitRepository } from '@cip/testing';
import { expect, it } from 'vitest';
import { readThinTree } from './index.js';

it('the example of the README holds', async () => {
  await using repository = await createGitRepository();
  await repository.write({
    'registry/manifests/a/promoter-manifest.yaml': 'registries: [{name: gcr.io/staging, src: true}]\n',
    'registry/images/a/images.yaml': `- {name: tool, dmap: {sha256:${'a'.repeat(64)}: [v1]}}\n`,
  });
  await repository.commit('first');
  const cwd = repository.folder;
  const now = await readThinTree({ directory: 'registry' }, { cwd });
  const then = await readThinTree({ directory: 'registry', revision: 'main' }, { cwd });
  expect(now.problems).toEqual([]);
  expect(fingerprint(now) === fingerprint(then)).toBe(true);
});
