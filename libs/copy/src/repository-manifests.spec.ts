import { type Descriptor, digestOf } from '@cip/oci';
import { expect, it } from 'vitest';
import { RepositoryManifests } from './repository-manifests.js';

const child: Descriptor = { mediaType: 'application/json', digest: digestOf(Buffer.from('child')), size: 5 };

it('a child that failed for one index is brought again for the next', async () => {
  const manifests = new RepositoryManifests();
  const failing = manifests.ensure(child.digest, () => Promise.reject(new Error('refused')));
  await expect(failing).rejects.toThrow('refused');
  let brought = 0;
  const bring = (): Promise<Descriptor> => {
    brought += 1;
    return Promise.resolve(manifests.add(child));
  };
  expect(await manifests.ensure(child.digest, bring)).toEqual(child);
  expect(await manifests.ensure(child.digest, bring)).toEqual(child);
  expect(brought).toBe(1);
});

it('indexes that want a child at the same time share its failure', async () => {
  const manifests = new RepositoryManifests();
  let brought = 0;
  const bring = (): Promise<Descriptor> => {
    brought += 1;
    return Promise.reject(new Error('refused'));
  };
  const both = [manifests.ensure(child.digest, bring), manifests.ensure(child.digest, bring)];
  for (const one of await Promise.allSettled(both)) expect(one.status).toBe('rejected');
  expect(brought).toBe(1);
  expect(manifests.has(child.digest)).toBe(false);
});
