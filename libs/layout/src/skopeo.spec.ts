import path from 'node:path';
import { digestOf } from '@cip/oci';
import { buildImage, buildMultiPlatform, noSkopeo, skopeo } from '@cip/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { contentOf, filesOf, manifestOf, push, temporaryFolder } from './fixtures.js';
import { openLayout } from './index.js';

describe('skopeo', () => {
  beforeEach(async (context) => {
    const reason = await noSkopeo();
    if (reason !== undefined) context.skip(reason);
  });

  it.each([
    { what: 'an OCI image', image: buildImage('oci') },
    { what: 'an index', image: buildMultiPlatform('index') },
  ])('copies $what out of a layout by repository and tag, byte for byte', async ({ image }) => {
    await using place = await temporaryFolder();
    const [from, to] = [path.join(place.folder, 'from'), path.join(place.folder, 'to')];
    await using layout = await openLayout(from, { rights: 'write-once' });
    await push(layout.repository('foo/some-app_2.x'), image, 'v1.2.3');
    await push(layout.repository('other'), buildImage('other'), 'v1.2.3');

    const raw = await skopeo('inspect', '--raw', `oci:${from}:foo/some-app_2.x:v1.2.3`);
    expect(Buffer.from(raw)).toEqual(Buffer.from(image.bytes));

    const flags = ['--insecure-policy', 'copy', '--all', '--preserve-digests'];
    await skopeo(...flags, `oci:${from}:foo/some-app_2.x:v1.2.3`, `oci:${to}:copied:v1`);
    const stored = await contentOf(path.join(from, 'blobs'));
    for (const [file, content] of Object.entries(await contentOf(path.join(to, 'blobs')))) {
      expect(content, file).toBe(stored[file]);
    }
    await using copied = await openLayout(to, { rights: 'read-only' });
    expect(await copied.repository('copied').resolve('v1')).toEqual(manifestOf(image).descriptor);
  });

  it('adds to a layout, and both see what the other wrote', async () => {
    await using place = await temporaryFolder();
    const [ours, theirs] = [buildImage('ours'), buildImage('theirs')];
    const [shared, other] = [path.join(place.folder, 'shared'), path.join(place.folder, 'other')];
    await using layout = await openLayout(shared, { rights: 'write-once' });
    await push(layout.repository('app'), ours, 'v1');
    await using source = await openLayout(other, { rights: 'write-once' });
    await push(source.repository('app'), theirs, 'v2');

    await skopeo('--insecure-policy', 'copy', `oci:${other}:app:v2`, `oci:${shared}:app:v2`);
    await skopeo('--insecure-policy', 'copy', `oci:${other}:app:v2`, `oci:${shared}:no-tag-of-ours`);
    expect((await layout.repository('app').resolve('v2'))?.digest).toBe(theirs.descriptor.digest);
    await push(layout.repository('app'), buildImage('third'), 'v3');
    expect(await layout.repositories()).toEqual(['app']);
    const raw = await skopeo('inspect', '--raw', `oci:${shared}:no-tag-of-ours`);
    expect(digestOf(raw)).toBe(theirs.descriptor.digest);
    expect((await filesOf(shared)).filter((file) => !file.startsWith('blobs/'))).toEqual([
      'index.json',
      'oci-layout',
    ]);
  });
});
