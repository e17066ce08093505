import { spawnSync } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { digestOf } from '@cip/oci';
import { buildImage } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { blobFile, blobsOf, collect, contentOf, filesOf, push, temporaryFolder } from './fixtures.js';
import { openLayout } from './index.js';

const image = buildImage('image');

/** A layout with one image. */
async function made(folder: string): Promise<string> {
  const directory = path.join(folder, 'layout');
  await using layout = await openLayout(directory, { rights: 'write-once' });
  await push(layout.repository('app'), image, 'v1');
  return directory;
}

const index = (manifests: unknown): string => JSON.stringify({ schemaVersion: 2, manifests });
const entry = (tag: string, hex: string): object => ({
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: `sha256:${hex.repeat(64)}`,
  size: 2,
  annotations: { 'org.opencontainers.image.ref.name': tag },
});

describe('a layout is made', () => {
  it.each([
    { where: 'where nothing is', prepare: () => Promise.resolve() },
    { where: 'in an empty directory', prepare: (at: string) => mkdir(at, { recursive: true }) },
    {
      where: 'on a fresh disk',
      prepare: (at: string) => mkdir(path.join(at, 'lost+found'), { recursive: true }),
    },
  ])('$where', async ({ prepare }) => {
    await using place = await temporaryFolder();
    const directory = path.join(place.folder, 'deep', 'layout');
    await prepare(directory);
    await using layout = await openLayout(directory, { rights: 'write-once' });
    expect(await layout.repositories()).toEqual([]);
    expect(await filesOf(directory)).toEqual(['index.json', 'oci-layout']);
    expect(layout.repository('app').name.registry).toBe('oci:layout');
  });

  it('not among other files', async () => {
    await using place = await temporaryFolder();
    await writeFile(path.join(place.folder, 'thesis.txt'), 'all of it');
    await expect(openLayout(place.folder, { rights: 'write-once' })).rejects.toMatchObject({
      code: 'NOT_A_LAYOUT',
    });
    expect(await filesOf(place.folder)).toEqual(['thesis.txt']);
  });

  it('not by a reader', async () => {
    await using place = await temporaryFolder();
    const directory = path.join(place.folder, 'layout');
    await expect(openLayout(directory, { rights: 'read-only' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(openLayout(place.folder, { rights: 'read-only' })).rejects.toMatchObject({
      code: 'NOT_A_LAYOUT',
    });
    expect(await filesOf(place.folder)).toEqual([]);
  });
});

describe('a reader', () => {
  it('changes nothing', async () => {
    await using place = await temporaryFolder();
    const directory = await made(place.folder);
    await rm(path.join(directory, '.cip'), { recursive: true });
    const before = await contentOf(directory);
    await using layout = await openLayout(directory, { rights: 'read-only' });
    await layout.repository('app').resolve('v1');
    for (const { blob } of blobsOf(image)) await collect(layout.repository('app').fetchBlob(blob));
    expect(await contentOf(directory)).toEqual(before);
  });

  it('sees what others write after it opened the layout', async () => {
    await using place = await temporaryFolder();
    const directory = await made(place.folder);
    await using reading = await openLayout(directory, { rights: 'read-only' });
    const before = await reading.repository('app').list();
    await using writing = await openLayout(directory, { rights: 'write-once' });
    await push(writing.repository('app'), buildImage('later'), 'v2');
    expect([...before.tags.keys()]).toEqual(['v1']);
    expect([...(await reading.repository('app').list()).tags.keys()]).toEqual(['v1', 'v2']);
  });

  it('follows a link to the directory', async () => {
    await using place = await temporaryFolder();
    const directory = await made(place.folder);
    await symlink(directory, path.join(place.folder, 'latest'));
    await using layout = await openLayout(path.join(place.folder, 'latest'), { rights: 'read-only' });
    expect(await layout.repositories()).toEqual(['app']);
    expect(layout.repository('app').name.registry).toBe('oci:layout');
  });
});

describe('a directory is refused, and left as it is, by whoever opens it,', () => {
  it.each([
    {
      why: 'whose oci-layout is no JSON',
      code: 'NOT_A_LAYOUT',
      damage: (at: string) => writeFile(path.join(at, 'oci-layout'), 'hello'),
    },
    {
      why: 'whose oci-layout has no version',
      code: 'NOT_A_LAYOUT',
      damage: (at: string) => writeFile(path.join(at, 'oci-layout'), '{}'),
    },
    {
      why: 'of a newer version',
      code: 'UNSUPPORTED_VERSION',
      damage: (at: string) => writeFile(path.join(at, 'oci-layout'), '{"imageLayoutVersion":"2.0.0"}'),
    },
    {
      why: 'that has lost its index',
      code: 'NOT_A_LAYOUT',
      damage: (at: string) => rm(path.join(at, 'index.json')),
    },
    {
      why: 'whose index is empty',
      code: 'BROKEN_INDEX',
      damage: (at: string) => writeFile(path.join(at, 'index.json'), ''),
    },
    {
      why: 'whose index is a list',
      code: 'BROKEN_INDEX',
      damage: (at: string) => writeFile(path.join(at, 'index.json'), '[]'),
    },
    {
      why: 'whose index has another schema',
      code: 'BROKEN_INDEX',
      damage: (at: string) => writeFile(path.join(at, 'index.json'), '{"schemaVersion":3,"manifests":[]}'),
    },
    {
      why: 'whose index has no manifests',
      code: 'BROKEN_INDEX',
      damage: (at: string) => writeFile(path.join(at, 'index.json'), '{"schemaVersion":2}'),
    },
    {
      why: 'whose index has something else than a descriptor',
      code: 'BROKEN_INDEX',
      damage: (at: string) => writeFile(path.join(at, 'index.json'), index([{ digest: 'sha256:1' }])),
    },
    ...['../../../../etc/passwd', '/etc/passwd', '..%2f..%2fpasswd'].map((way) => ({
      why: `whose index names the file ${way}`,
      code: 'BROKEN_INDEX',
      damage: (at: string) =>
        writeFile(path.join(at, 'index.json'), index([{ mediaType: 'x', digest: `sha256:${way}`, size: 1 }])),
    })),
    {
      why: 'whose index gives one tag twice',
      code: 'BROKEN_INDEX',
      damage: (at: string) =>
        writeFile(path.join(at, 'index.json'), index([entry('app:v1', 'a'), entry('app:v1', 'b')])),
    },
    {
      why: 'whose index is a link',
      code: 'UNSAFE_FILE',
      damage: async (at: string) => {
        await rm(path.join(at, 'index.json'));
        await symlink('/etc/passwd', path.join(at, 'index.json'));
      },
    },
    {
      why: 'whose index is a folder',
      code: 'UNSAFE_FILE',
      damage: async (at: string) => {
        await rm(path.join(at, 'index.json'));
        await mkdir(path.join(at, 'index.json'));
      },
    },
    ...['blobs', 'blobs/sha256', '.cip'].map((folder) => ({
      why: `with a link in place of ${folder}`,
      code: 'UNSAFE_FILE',
      damage: async (at: string) => {
        await rm(path.join(at, folder), { recursive: true });
        await symlink('/tmp', path.join(at, folder));
      },
    })),
    {
      why: 'with a file in place of blobs',
      code: 'UNSAFE_FILE',
      damage: async (at: string) => {
        await rm(path.join(at, 'blobs'), { recursive: true });
        await writeFile(path.join(at, 'blobs'), '');
      },
    },
  ])('$why', async ({ damage, code }) => {
    await using place = await temporaryFolder();
    const directory = await made(place.folder);
    await damage(directory);
    const before = await filesOf(directory);
    for (const rights of ['read-only', 'write-once', 'everything'] as const) {
      // The overloads take one right each.
      const open = openLayout as (at: string, options: { rights: typeof rights }) => Promise<unknown>;
      const refused = open(directory, { rights });
      await expect(refused).rejects.toMatchObject({ name: 'LayoutError', code });
      await expect(refused).rejects.toThrow(directory);
    }
    expect(await filesOf(directory)).toEqual(before);
  });

  it('that is a file', async () => {
    await using place = await temporaryFolder();
    const file = path.join(place.folder, 'file');
    await writeFile(file, '');
    await expect(openLayout(file, { rights: 'read-only' })).rejects.toMatchObject({ code: 'NOT_A_LAYOUT' });
    await expect(openLayout(file, { rights: 'write-once' })).rejects.toMatchObject({ code: 'NOT_A_LAYOUT' });
  });
});

describe('in place of a blob', () => {
  const [first] = blobsOf(image);
  if (!first) throw new Error('an image without blobs');

  it.each([
    { what: 'a link', make: (file: string) => symlink('/dev/zero', file) },
    { what: 'a folder', make: (file: string) => mkdir(file) },
    {
      what: 'a pipe',
      make: (file: string) => Promise.resolve(spawnSync('mkfifo', [file])),
    },
  ])('$what is not read', async ({ make }) => {
    await using place = await temporaryFolder();
    const directory = await made(place.folder);
    await rm(blobFile(directory, first.blob.digest));
    await make(blobFile(directory, first.blob.digest));
    await using layout = await openLayout(directory, { rights: 'write-once' });
    const app = layout.repository('app');
    await expect(app.hasBlob(first.blob)).rejects.toMatchObject({ code: 'UNSAFE_FILE' });
    await expect(collect(app.fetchBlob(first.blob))).rejects.toMatchObject({ code: 'UNSAFE_FILE' });
    await expect(app.resolve(first.blob.digest)).rejects.toMatchObject({ code: 'UNSAFE_FILE' });
    await expect(app.openUpload(first.blob)).rejects.toMatchObject({ code: 'UNSAFE_FILE' });
  });
});

describe('what dead runs left', () => {
  it('is removed on opening with a right to write; what others write now is not', async () => {
    await using place = await temporaryFolder();
    const directory = await made(place.folder);
    const writing = path.join(directory, '.cip', 'writing');
    const bytes = new Uint8Array(100_000);
    const blob = { mediaType: 'text/plain', digest: digestOf(bytes), size: bytes.byteLength };
    await using other = await openLayout(directory, { rights: 'write-once' });
    const upload = await other.repository('app').openUpload(blob);
    if (upload === 'mounted') throw new Error('it was never there');
    await upload.send(async function* () {
      yield bytes.subarray(0, 1000);
      const [live = 'none'] = await filesOf(writing);
      const dead = live.replace(/-[0-9]+-[0-9]+-/, '-999999999-1-');
      await mkdir(path.join(writing, path.dirname(dead)));
      await writeFile(path.join(writing, dead), 'half of a blob');
      await using again = await openLayout(directory, { rights: 'write-once' });
      expect(await filesOf(writing)).toEqual([live]);
      expect(await again.repository('app').hasBlob(blob)).toBe(false);
      yield bytes.subarray(1000);
    });
    expect(await other.repository('app').hasBlob(blob)).toBe(true);
  });
});
