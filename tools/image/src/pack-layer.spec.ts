import { gunzipSync } from 'node:zlib';
import { digestOf } from '@cip/oci';
import { unpackTar } from 'modern-tar';
import { expect, it } from 'vitest';
import { packLayer } from './pack-layer.js';

const text = new TextEncoder().encode('console.log(1);\n'.repeat(500));
const entries = [{ path: '/usr/local/bin/cip', content: text }, { path: '/manifests' }];

it('a layer has the same digest on every machine, in any order of its files', async () => {
  const layer = await packLayer(entries);
  expect(layer.descriptor).toEqual({
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    digest: digestOf(layer.bytes),
    size: layer.bytes.byteLength,
  });
  // Other versions of Node and other processors must come to this, too.
  expect(layer.descriptor.digest).toMatchInlineSnapshot(
    `"sha256:0626b933a3884836b18f49f010e1cc9144759583badb44c336ce853f5885db59"`,
  );
  expect(await packLayer([...entries].reverse())).toEqual(layer);
});

it('a layer names neither its maker nor its time, and unpacks to its diff id', async () => {
  const layer = await packLayer(entries);
  const tar = gunzipSync(layer.bytes);
  expect(digestOf(tar)).toBe(layer.diffId);
  const unpacked = await unpackTar(tar, { strict: true });
  const owner = { uid: 0, gid: 0, mode: 0o755, mtime: new Date(0) };
  expect(unpacked.map(({ header }) => header)).toMatchObject([
    { name: 'manifests/', type: 'directory', ...owner },
    { name: 'usr/local/bin/cip', type: 'file', ...owner },
  ]);
  expect(unpacked[1]?.data).toEqual(text);
  expect(tar.includes('root')).toBe(false);
});
