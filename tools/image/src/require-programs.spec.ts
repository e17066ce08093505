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

  const look = async (layers: readonly Layer[], programs: readonly string[]): Promise<void> => {
    registry.seed('base', buildImage('base', { layers }), ['v1']);
    const reference = parseReference(`${registry.host}/base:v1`);
    const base = await readBase(client.repository(reference.name), reference, undefined);
    registry.resetCounts();
    await requirePrograms(base, programs);
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

  it('are found when they were removed and installed again', async () => {
    await look([node, git, gitRemoved, git], ['git', 'node']);
  });
});
