import { execFileSync } from 'node:child_process';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { buildImage, buildLayer } from '@cip/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { blobsOf, contentOf, filesOf, inPieces, manifestOf, push, temporaryFolder } from './fixtures.js';
import { LayoutError, openLayout } from './index.js';

const small = buildImage('small');
const large = buildImage('large', { layers: [buildLayer('large', { size: 2 ** 20 })] });

/** A small disk of its own; undefined where we may not mount one. */
async function smallDisk(): Promise<(AsyncDisposable & { readonly folder: string }) | undefined> {
  const place = await temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', place.folder], { stdio: 'ignore' });
  } catch {
    await place[Symbol.asyncDispose]();
    return undefined;
  }
  return {
    folder: place.folder,
    [Symbol.asyncDispose]: async () => {
      execFileSync('umount', [place.folder]);
      await place[Symbol.asyncDispose]();
    },
  };
}

async function failureOf(work: Promise<unknown>): Promise<LayoutError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LayoutError);
  return error as LayoutError;
}

describe('a full disk', () => {
  it('is told with directory and bytes; nothing that was there is lost, and there is no half blob', async (context) => {
    await using disk = await smallDisk();
    if (!disk) {
      const reason = 'no right to mount a small disk';
      process.stderr.write(`left out: ${reason}\n`);
      context.skip(reason);
      return;
    }
    const directory = path.join(disk.folder, 'layout');
    await using layout = await openLayout(directory, { rights: 'write-once' });
    const app = layout.repository('app');
    await push(app, small, 'v1');
    const before = await contentOf(directory);

    const error = await failureOf(push(app, large, 'v2'));
    expect(error).toMatchObject({ code: 'NO_SPACE', directory, needed: expect.any(Number) as number });
    expect(error.needed).toBeGreaterThan(2 ** 20);
    expect(error.free).toBeLessThan(2 ** 18);
    expect(error.message).toMatch(
      new RegExp(`^${directory}: the disk is full.*${error.needed} bytes.*Make room`),
    );

    const after = await contentOf(directory);
    expect(after).toMatchObject(before);
    const config = blobsOf(large).filter(({ bytes }) => bytes.byteLength < 2 ** 18);
    const added = config.map(({ blob }) => `blobs/${blob.digest.replace(':', '/')}`);
    expect([...Object.keys(before), ...added]).toEqual(expect.arrayContaining(Object.keys(after)));
    expect((await app.resolve('v1'))?.digest).toBe(small.descriptor.digest);
    await push(app, buildImage('fits'), 'v3');
  });
});

describe('a disk that is full at the worst moment', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Has the n-th chunk that is written, or the n-th file that is brought to the disk, find it full. */
  async function fullAt(method: 'writeFile' | 'sync', at: number): Promise<void> {
    const handle = await open(process.execPath);
    const handles = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    const real = Reflect.get(handles, method) as (this: FileHandle, ...args: unknown[]) => Promise<void>;
    let count = 0;
    vi.spyOn(handles, method).mockImplementation(function (this: FileHandle, ...args: unknown[]) {
      count += 1;
      if (count !== at) return real.apply(this, args);
      return Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' }));
    });
  }

  it.each([
    { moment: 'in a manifest', method: 'writeFile' as const, at: 1, left: 0 },
    { moment: 'in the index', method: 'writeFile' as const, at: 2, left: 1 },
    { moment: 'when the index is brought to the disk', method: 'sync' as const, at: 3, left: 1 },
  ])('($moment) leaves the last index, and the next attempt succeeds', async ({ method, at, left }) => {
    await using place = await temporaryFolder();
    const directory = path.join(place.folder, 'layout');
    await using layout = await openLayout(directory, { rights: 'write-once' });
    const app = layout.repository('app');
    await push(app, small, 'v1');
    for (const { blob, bytes } of blobsOf(large)) {
      const upload = await app.openUpload(blob);
      if (upload !== 'mounted') await upload.send((offset) => inPieces(bytes, offset, 2 ** 20));
    }
    const files = await filesOf(directory);
    await fullAt(method, at);
    const error = await failureOf(app.pushManifest(manifestOf(large), { tag: 'v2' }));
    expect(error).toMatchObject({ code: 'NO_SPACE', directory });
    expect(await filesOf(directory)).toHaveLength(files.length + left);
    expect([...(await app.list()).tags.keys()]).toEqual(['v1']);
    for (const run of await readdir(path.join(directory, '.cip', 'writing'))) {
      expect(await readdir(path.join(directory, '.cip', 'writing', run))).toEqual([]);
    }
    expect(await app.pushManifest(manifestOf(large), { tag: 'v2' })).toBe('written');
  });
});
