import { CopyError, type JobResult, UncopyableError } from '@cip/copy';
import { type Digest, digestOf, type FoundManifest, type RepositoryInventory } from '@cip/oci';
import { RegistryError } from '@cip/registry';
import { describe, expect, it } from 'vitest';
import type { BackupJob } from './layout-writer.js';
import { settleRepository } from './settle-repository.js';

const [a, b, c] = ['a', 'b', 'c'].map((text) => digestOf(Buffer.from(text))).sort() as [
  Digest,
  Digest,
  Digest,
];
const task = { operation: 'reading manifest', subject: 'x', repository: 'r' };
const figures = { blobsCopied: 0, blobsMounted: 0, blobsExisting: 0, bytesCopied: 0, bytesMounted: 0 };

function inventory(
  held: Readonly<Record<Digest, readonly string[]>>,
  unknown: RepositoryInventory['unknown'] = new Map(),
): RepositoryInventory {
  const manifests = Object.entries(held).map(([digest, tags]): [Digest, FoundManifest] => [
    digest as Digest,
    { digest: digest as Digest, mediaType: '', size: undefined, tags, origin: 'listing' },
  ]);
  return {
    repository: 'r',
    completeness: { kind: 'complete' },
    exists: true,
    readAt: 0,
    tags: new Map(),
    manifests: new Map(manifests),
    unknown,
  };
}

function settle(state: RepositoryInventory, results: Readonly<Partial<Record<Digest, Partial<JobResult>>>>) {
  const jobs = Object.keys(results).map((digest) => ({ digest: digest as Digest }) as BackupJob);
  const known = jobs.map((job): [BackupJob, JobResult] => [
    job,
    { state: 'promoted', taken: [], figures, ...results[job.digest] },
  ]);
  return settleRepository({ name: 'app', state, jobs }, new Map(known));
}

const gone = new CopyError('source', task, new UncopyableError('ABSENT', 'it is not there'));
const silent = new CopyError(
  'source',
  task,
  new RegistryError({ code: 'CONNECTION', host: 'h', method: 'GET', url: 'u', reason: 'no answer' }),
);

const failing = (error: Error) => ({ state: 'failed' as const, error });

describe('what a repository is in a snapshot', () => {
  it('is what needed no job, and what was copied', () => {
    const { held, lost, failed } = settle(inventory({ [a]: ['v1'], [b]: [] }), { [b]: {} });
    expect(held).toEqual([
      { digest: a, tags: ['v1'] },
      { digest: b, tags: [] },
    ]);
    expect([lost, failed]).toEqual([[], []]);
  });

  it('is not what production has lost', () => {
    const { held, lost, failed } = settle(inventory({ [a]: ['v1'] }), { [a]: failing(gone) });
    expect(lost).toMatchObject([{ repository: 'app', digest: a, tags: ['v1'] }]);
    expect([held, failed]).toEqual([[], []]);
  });

  it('is not what failed, and may succeed later', () => {
    const { held, lost, failed } = settle(inventory({ [a]: ['v1'] }), { [a]: failing(silent) });
    expect(failed).toEqual([{ digest: a, tags: ['v1'], error: silent }]);
    expect([held, lost]).toEqual([[], []]);
  });

  it('has a tag on what an unfinished run gave it to', () => {
    const taken = [{ tag: 'v1', holder: c }];
    expect(settle(inventory({ [a]: ['v1', 'v2'] }), { [a]: { taken } }).held).toEqual([
      { digest: a, tags: ['v2'] },
      { digest: c, tags: ['v1'] },
    ]);
  });

  it('lacks an image all of whose tags an unfinished run gave away', () => {
    const taken = [{ tag: 'v1', holder: c }];
    const { held, failed } = settle(inventory({ [a]: ['v1'] }), {
      [a]: { state: 'blocked' as const, taken },
    });
    expect(held).toEqual([{ digest: c, tags: ['v1'] }]);
    expect(failed).toMatchObject([{ digest: a, tags: ['v1'] }]);
  });

  it('names tags that production lists and denies', () => {
    const unknown = new Map([['v9', { code: 'CONTRADICTION' as const, reason: 'it lists and denies it' }]]);
    expect(settle(inventory({ [a]: [] }, unknown), {}).lost).toMatchObject([
      { digest: '', tags: ['v9'], reason: 'it lists and denies it' },
    ]);
  });
});
