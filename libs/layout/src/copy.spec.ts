import { copy } from '@cip/copy';
import { createRegistry, type WriteOnceRegistry } from '@cip/registry';
import {
  buildArtifact,
  buildImage,
  buildIndex,
  buildLayer,
  buildMultiPlatform,
  buildSignature,
  type Image,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { filesOf, temporaryFolder } from './fixtures.js';
import { openLayout } from './index.js';

interface Stage extends AsyncDisposable {
  readonly directory: string;
  readonly from: TestRegistry;
  readonly to: TestRegistry;
  readonly registry: WriteOnceRegistry;
}

async function stage(): Promise<Stage> {
  const place = await temporaryFolder();
  const [from, to] = await Promise.all([startRegistry(), startRegistry()]);
  const registry = createRegistry({ rights: 'write-once', requestsPerSecond: 0, retryDeadline: 3000 });
  return {
    directory: `${place.folder}/backup`,
    from,
    to,
    registry,
    [Symbol.asyncDispose]: async () => {
      await registry.close();
      await Promise.all([from.close(), to.close()]);
      await place[Symbol.asyncDispose]();
    },
  };
}

async function intoLayout(on: Stage, image: Image, tags: string[]): Promise<unknown> {
  await using layout = await openLayout(on.directory, { rights: 'write-once' });
  const source = on.registry.repository(`${on.from.host}/foo/app`);
  const target = layout.repository('foo/app');
  const [result] = await copy(source, image.descriptor.digest, [target], { tags });
  return result?.error ?? result?.state;
}

async function outOfLayout(on: Stage, image: Image, tags: string[]): Promise<unknown> {
  await using layout = await openLayout(on.directory, { rights: 'read-only' });
  const target = on.registry.repository(`${on.to.host}/foo/app`);
  const [result] = await copy(layout.repository('foo/app'), image.descriptor.digest, [target], {
    tags,
  });
  return result?.error ?? result?.state;
}

const platforms = buildMultiPlatform('app');

describe('the copy engine brings into a layout and out of it, byte for byte,', () => {
  it.each([
    { what: 'an OCI image', image: buildImage('oci') },
    { what: 'a Docker schema 2 image', image: buildImage('docker', { format: 'docker' }) },
    { what: 'an OCI index with its children', image: platforms },
    { what: 'a Docker manifest list', image: buildMultiPlatform('list', { format: 'docker' }) },
    { what: 'an index of indexes', image: buildIndex([platforms, buildImage('odd')]) },
    { what: 'an empty index', image: buildIndex([]) },
    { what: 'an artifact', image: buildArtifact('chart') },
    { what: 'an image without layers', image: buildImage('scratch', { layers: 0 }) },
    { what: 'one layer twice', image: buildImage('twice', { layers: [buildLayer('x'), buildLayer('x')] }) },
    { what: 'an image with a foreign layer', image: buildImage('windows', { foreignLayers: 1 }) },
    { what: 'an image under its sha512 digest', image: buildImage('long', { algorithm: 'sha512' }) },
    {
      what: 'a blob that streams',
      image: buildImage('big', { layers: [buildLayer('big', { size: 5 * 2 ** 20 })] }),
    },
    { what: 'several tags', image: platforms, tags: ['v1', 'v1.0', 'latest'] },
    { what: 'a digest without a tag', image: platforms, tags: [] },
  ])('$what', async ({ image, tags = ['v1'] }) => {
    // A registry keeps a tag under the digest that it likes best.
    const wanted = image.descriptor.digest.startsWith('sha512:') ? [] : tags;
    await using on = await stage();
    on.from.seed('foo/app', image, wanted);
    expect(await intoLayout(on, image, wanted)).toBe('promoted');
    expect(await outOfLayout(on, image, wanted)).toBe('promoted');
    expect(on.to.snapshot()).toEqual(on.from.snapshot());
    expect(on.to.blobs('foo/app')).toEqual(on.from.blobs('foo/app'));
  });

  it('attached artifacts that the tags of the repository reach', async () => {
    await using on = await stage();
    const image = buildImage('signed');
    const sbom = buildArtifact('sbom', { subject: image.descriptor });
    const signature = buildSignature(image.descriptor);
    const signatureTag = `${image.descriptor.digest.replace(':', '-')}.sig`;
    const all: [Image, string[]][] = [
      [buildIndex([image, sbom]), ['all']],
      [signature, [signatureTag]],
      [image, ['v1']],
    ];
    for (const [one, tags] of all) {
      on.from.seed('foo/app', one, tags);
      expect(await intoLayout(on, one, tags)).toBe('promoted');
    }
    await using layout = await openLayout(on.directory, { rights: 'read-only' });
    const repository = layout.repository('foo/app');
    expect(await repository.referrers(image.descriptor.digest)).toMatchObject([
      { digest: sbom.descriptor.digest },
    ]);
    expect(await repository.resolve(signatureTag)).toMatchObject({ digest: signature.descriptor.digest });
  });
});

describe('a second copy', () => {
  it('finds everything, and reads no blob of the source', async () => {
    await using on = await stage();
    on.from.seed('foo/app', platforms, ['v1']);
    await intoLayout(on, platforms, ['v1']);
    const files = await filesOf(on.directory);
    on.from.resetCounts();
    expect(await intoLayout(on, platforms, ['v1'])).toBe('existing');
    expect(on.from.count({ kind: 'blob' })).toBe(0);
    expect(await filesOf(on.directory)).toEqual(files);
  });

  it('to another repository of the layout stores nothing twice', async () => {
    await using on = await stage();
    on.from.seed('foo/app', platforms, ['v1']);
    await intoLayout(on, platforms, ['v1']);
    const files = await filesOf(on.directory);
    on.from.resetCounts();
    await using layout = await openLayout(on.directory, { rights: 'write-once' });
    const source = on.registry.repository(`${on.from.host}/foo/app`);
    const targets = ['a/b', 'c'].map((name) => layout.repository(name));
    await copy(source, platforms.descriptor.digest, targets, { tags: ['v1'] });
    expect(on.from.count({ kind: 'blob' })).toBe(0);
    expect(await filesOf(on.directory)).toEqual(files);
    expect(await layout.repositories()).toEqual(['a/b', 'c', 'foo/app']);
  });
});

describe('a source that lies', () => {
  it('leaves no blob behind', async () => {
    await using on = await stage();
    const image = buildImage('large', { layers: [buildLayer('large', { size: 3 * 2 ** 20 })] });
    on.from.seed('foo/app', image);
    on.from.fault({ action: 'corrupt', match: { kind: 'blob', method: 'GET', times: Infinity } });
    expect(String(await intoLayout(on, image, ['v1']))).toMatch(/source .*expected sha256:/);
    expect(await filesOf(on.directory)).toEqual(['index.json', 'oci-layout']);
  });

  it('is got over when it does so once', async () => {
    await using on = await stage();
    const image = buildImage('large', { layers: [buildLayer('large', { size: 3 * 2 ** 20 })] });
    on.from.seed('foo/app', image);
    on.from.fault({ action: 'corrupt', match: { kind: 'blob', method: 'GET' } });
    expect(await intoLayout(on, image, ['v1'])).toBe('promoted');
  });
});
