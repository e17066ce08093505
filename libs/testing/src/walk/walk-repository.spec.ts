import { digestOf } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { buildImage } from '../images/build-image.js';
import { buildMultiPlatform } from '../images/build-index.js';
import type { RegistryOptions } from '../registry/options.js';
import { startRegistry } from '../registry/start-registry.js';
import type { TestRegistry } from '../registry/test-registry.js';
import { walkRepository } from './walk-repository.js';

const index = buildMultiPlatform('walked', { layers: 1 });
const windows = buildImage('windows', { foreignLayers: 1 });
const untagged = buildImage('untagged');
const [child] = index.children;
const parts = [index, ...index.children, windows, untagged];
const everything = parts.flatMap((image) => [image.descriptor.digest, ...image.blobs.keys()]);

async function seeded(options: RegistryOptions = {}): Promise<TestRegistry> {
  const registry = await startRegistry(options);
  registry.seed('a', index, ['v1', 'v1.0']);
  registry.seed('a', windows, ['v2']);
  registry.seed('a', untagged);
  return registry;
}

describe('a walk', () => {
  it.each<[string, RegistryOptions]>([
    ['the plain form', {}],
    ["Google's form", { google: true }],
    ['pages of one tag', { paging: { pageSize: 1, link: 'query' } }],
  ])('reaches every manifest and blob of a whole repository in %s', async (_, options) => {
    await using registry = await seeded(options);
    const walk = await walkRepository(registry.host, 'a', [untagged.descriptor.digest]);
    expect(walk.faults).toEqual([]);
    expect(walk.tags).toEqual({
      v1: index.descriptor.digest,
      'v1.0': index.descriptor.digest,
      v2: windows.descriptor.digest,
    });
    expect(walk.graph).toEqual([...new Set<string>(everything)].sort());
  });

  it('of a repository that is not there finds nothing', async () => {
    await using registry = await startRegistry();
    expect(await walkRepository(registry.host, 'nowhere')).toEqual({ tags: {}, graph: [], faults: [] });
  });

  const childDigest = child?.descriptor.digest ?? digestOf(new Uint8Array());
  const [layer = childDigest] = child?.blobs.keys() ?? [];
  const damages: readonly [string, (registry: TestRegistry) => void, RegExp][] = [
    [
      'a child',
      (registry) => registry.deleteManifest('a', childDigest),
      /^a: tag v1 → child: .*answers 404$/,
    ],
    ["a child's blob", (registry) => registry.deleteBlob('a', layer), /^a: tag v1 → child: the blob .*404$/],
    [
      'the manifest under a tag',
      (registry) => {
        registry.fault({ match: { kind: 'manifest', reference: 'v2' }, action: 'status', status: 404 });
      },
      /^a: tag v2: the manifest v2 answers 404$/,
    ],
    [
      'the right bytes of a child',
      (registry) => {
        registry.fault({ match: { kind: 'manifest', reference: childDigest }, action: 'corrupt' });
      },
      /gives the bytes of sha256:/,
    ],
  ];

  it.each(damages)('says which tag lacks %s', async (_, damage, says) => {
    await using registry = await seeded();
    damage(registry);
    const { faults } = await walkRepository(registry.host, 'a');
    expect(faults).toEqual([expect.stringMatching(says)]);
  });
});
