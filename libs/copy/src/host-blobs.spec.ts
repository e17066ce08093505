import { digestOf } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { HostBlobs } from './host-blobs.js';

const digest = digestOf(Buffer.from('blob'));

describe('the blobs of a host', () => {
  it('are brought into a repository once, however many images share them', async () => {
    const blobs = new HostBlobs();
    let brought = 0;
    const bring = (): Promise<void> => {
      brought += 1;
      return Promise.resolve();
    };
    await Promise.all([1, 2, 3].map(() => blobs.ensure(digest, 'prod/app', bring)));
    await blobs.ensure(digest, 'prod/app', bring);
    expect(brought).toBe(1);
  });

  it('are offered for mounting from the repository that got them first', async () => {
    const blobs = new HostBlobs();
    const froms: (string | undefined)[] = [];
    const bring = (from: string | undefined): Promise<void> => {
      froms.push(from);
      return Promise.resolve();
    };
    await Promise.all(['a', 'b', 'c'].map((repository) => blobs.ensure(digest, repository, bring)));
    expect(froms).toEqual([undefined, 'a', 'a']);
  });

  it('are tried again after a failure, and a failed repository is not mounted from', async () => {
    const blobs = new HostBlobs();
    const fail = (): Promise<void> => Promise.reject(new Error('503'));
    await expect(blobs.ensure(digest, 'a', fail)).rejects.toThrow('503');
    const froms: (string | undefined)[] = [];
    await blobs.ensure(digest, 'a', (from) => {
      froms.push(from);
      return Promise.resolve();
    });
    expect(froms).toEqual([undefined]);
  });
});
