import { randomUUID } from 'node:crypto';
import { createRegistry, type WriteOnceRegistry } from '@cip/registry';
import { buildMultiPlatform, noRealRegistry, pushImage, realRegistry, startRegistry } from '@cip/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copy } from './copy.js';

interface Served {
  readonly host: string;
  close(): Promise<void>;
}

const image = buildMultiPlatform('contract');
const { digest } = image.descriptor;

/** What copies rely on, whatever registry they write to. */
function contract(start: () => Promise<Served | undefined>): void {
  let served: Served | undefined;
  let registry: WriteOnceRegistry;
  let path: string;
  const at = (name: string) => registry.repository(`${served?.host ?? ''}/${path}/${name}`);
  const counts = () => ({
    mounts: registry.ledger.count('mount'),
    uploads: registry.ledger.count('upload-put'),
    reads: registry.ledger.count('blob-get'),
  });

  beforeAll(async () => {
    served = await start();
  });

  beforeEach(async (context) => {
    if (!served) context.skip(noRealRegistry);
    path = `contract/${randomUUID()}`;
    registry = createRegistry({ rights: 'write-once', retryDeadline: 5000 });
    await pushImage(served?.host ?? '', `${path}/source`, image);
    return () => registry.close();
  });

  afterAll(async () => {
    await served?.close();
  });

  it('a copy within the host moves no blob', async () => {
    const [result] = await copy(at('source'), digest, [at('copy')], { tags: ['v1'] });
    expect(result?.error ?? result?.state).toBe('promoted');
    const blobs = new Set(image.children.flatMap((child) => [...child.blobs.keys()])).size;
    expect(counts()).toEqual({ mounts: blobs, uploads: 0, reads: 0 });
    expect((await at('copy').resolve('v1'))?.digest).toBe(digest);
  });

  it('blobs are mounted from where they are believed to be, and uploaded when that is wrong', async () => {
    await using other = await startRegistry();
    other.seed('source', image);
    const source = registry.repository(`${other.host}/source`);
    await copy(source, digest, [at('hinted')], { mountFrom: `${path}/source` });
    expect(counts()).toMatchObject({ uploads: 0, reads: 0 });
    const [result] = await copy(source, digest, [at('misled')], { mountFrom: `${path}/nothing` });
    expect(result?.error ?? result?.state).toBe('promoted');
    expect(await at('misled').resolve(digest)).toBeDefined();
  });
}

describe('on the registry in process', () => {
  contract(() => startRegistry());
});

describe('on a real registry', () => {
  contract(realRegistry);
});
