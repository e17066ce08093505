import { gunzipSync } from 'node:zlib';
import { digestOf, parseReference } from '@cip/oci';
import { createRegistry } from '@cip/registry';
import { buildImage, type Layer, startRegistry, type TestRegistry } from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layerOf } from './fixtures.js';
import { readBase } from './read-base.js';
import { requirePrograms } from './require-programs.js';

const system = await layerOf('/etc/os-release', '/usr/bin/env', '/usr/sbin/git-not');
const node = await layerOf('/usr/local/bin/node');
const git = await layerOf('/usr/bin/git', '/usr/share/doc/git');
const elsewhere = await layerOf('/opt/git/bin/git');
const gitRemoved = await layerOf('/usr/bin/.wh.git');
const text = new TextEncoder().encode('no gzip');
const unreadable: Layer = { digest: digestOf(text), bytes: text, diffId: digestOf(text) };

describe('programs of a base', () => {
  let registry: TestRegistry;
  const client = createRegistry({ requestsPerSecond: 0 });

  beforeAll(async () => {
    registry = await startRegistry();
  });

  afterAll(async () => {
    await client.close();
    await registry.close();
  });

  /** Looks for programs in layers, which may be said to be of another type than they are. */
  const look = async (
    layers: readonly Layer[],
    programs: readonly string[],
    mediaType?: string,
  ): Promise<void> => {
    registry.seed('base', buildImage('base', { layers }), ['v1']);
    const reference = parseReference(`${registry.host}/base:v1`);
    const base = await readBase(client.repository(reference.name), reference, undefined);
    registry.resetCounts();
    const variants = base.variants.map((variant) => ({
      ...variant,
      layers: variant.layers.map((layer) => ({ ...layer, mediaType: mediaType ?? layer.mediaType })),
    }));
    await requirePrograms({ ...base, variants }, programs);
  };

  it('are found in any layer', async () => {
    await look([system, node, git], ['node', 'git']);
    await look([git, system, node], ['git', 'node']);
  });

  it('are looked for from above, in no more layers than it takes', async () => {
    await look([system, node, git], ['git', 'node']);
    expect(registry.count({ reference: system.digest })).toBe(0);
    expect(registry.count({ reference: node.digest })).toBe(1);
  });

  it.each([
    { what: 'no layer has it', layers: [system, node], lacks: 'git' },
    { what: 'it is not on the PATH', layers: [system, node, elsewhere], lacks: 'git' },
    { what: 'it was removed again', layers: [system, node, git, gitRemoved], lacks: 'git' },
    { what: 'no layer has node', layers: [system, git], lacks: 'node' },
  ])('are missing when $what', async ({ layers, lacks }) => {
    const looking = look(layers, ['node', 'git']);
    await expect(looking).rejects.toThrow(new RegExp(`base:v1 has no ${lacks}$`));
    await expect(looking).rejects.toMatchObject({ exitCode: 2 });
  });

  it('cannot be looked for in a layer that does not unpack', async () => {
    await expect(look([system, unreadable], ['node'])).rejects.toMatchObject({
      message: `the layer ${unreadable.digest} of the base cannot be unpacked`,
      exitCode: 1,
    });
  });

  it('are found in a layer that is not compressed', async () => {
    const bytes = gunzipSync(node.bytes);
    const plain: Layer = { digest: node.diffId, bytes, diffId: node.diffId };
    const mediaType = 'application/vnd.oci.image.layer.v1.tar';
    await look([plain], ['node'], mediaType);
    await expect(look([plain], ['git'], mediaType)).rejects.toThrow('has no git');
  });

  it.each([
    'application/vnd.oci.image.layer.v1.tar+zstd',
    'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
  ])('may be in a layer of type %s, which is not looked into', async (mediaType) => {
    await look([system], ['node'], mediaType);
    expect(registry.count()).toBe(0);
  });

  it('are found when they were removed and installed again', async () => {
    await look([node, git, gitRemoved, git], ['git', 'node']);
  });
});
