import { buildImage, buildLayer, type Image } from '@cip/testing';
import { expect, it } from 'vitest';
import { copy } from './copy.js';
import { stage, type Stage } from './fixtures.js';
import type { Job, JobResult } from './job.js';
import { runJobs } from './run-jobs.js';

const shared = ['base', 'runtime'].map((name) => buildLayer(name));
const one = buildImage('one', { layers: [...shared, buildLayer('app 1')] });
const two = buildImage('two', { layers: [...shared, buildLayer('app 2')] });
const sizeOf = ({ blobs }: Image): number =>
  [...blobs.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);

const nothing = { blobsCopied: 0, bytesCopied: 0, blobsMounted: 0, bytesMounted: 0, blobsExisting: 0 };

async function copyOne(on: Stage, image: Image, path: string): Promise<JobResult | undefined> {
  const source = on.registry.repository(`${on.staging.host}/foo/app`);
  const target = on.registry.repository(`${on.production[0]?.host ?? ''}/${path}`);
  return (await copy(source, image.descriptor.digest, [target], { tags: ['v1'], mountFrom: 'first' }))[0];
}

it('say what was copied, what was mounted, and what was there', async () => {
  await using on = await stage();
  on.staging.seed('foo/app', one);
  const all = one.blobs.size;
  const copied = { ...nothing, blobsCopied: all, bytesCopied: sizeOf(one) };
  expect(await copyOne(on, one, 'first')).toMatchObject({ state: 'promoted', figures: copied });
  expect(await copyOne(on, one, 'first')).toMatchObject({ figures: { ...nothing, blobsExisting: all } });
  const mounted = { ...nothing, blobsMounted: all, bytesMounted: sizeOf(one) };
  expect(await copyOne(on, one, 'second')).toMatchObject({ figures: mounted });
});

it('count a blob once that several images of a repository share at the same time', async () => {
  await using on = await stage();
  for (const image of [one, two]) on.staging.seed('foo/app', image);
  const jobs = [one, two].map((image, i): Job => ({
    kind: 'copy',
    digest: image.descriptor.digest,
    tags: [`v${i}`],
    source: on.registry.repository(`${on.staging.host}/foo/app`),
    target: on.registry.repository(`${on.production[0]?.host ?? ''}/prod/app`),
  }));
  const results: JobResult[] = [];
  await runJobs(jobs, {}, (_job, result) => results.push(result));
  const sum = (figure: 'blobsCopied' | 'bytesCopied'): number =>
    results.reduce((total, { figures }) => total + figures[figure], 0);
  const blobs = new Map([...one.blobs, ...two.blobs]);
  expect(sum('blobsCopied')).toBe(blobs.size);
  expect(sum('bytesCopied')).toBe(
    [...blobs.values()].reduce((total, { byteLength }) => total + byteLength, 0),
  );
});

it('of a copy that failed are what is in place', async () => {
  await using on = await stage({ client: { retryDeadline: 300 } });
  on.staging.seed('foo/app', one);
  const match = { kind: 'manifest', method: 'PUT', times: Infinity } as const;
  on.production[0]?.fault({ action: 'status', status: 403, match });
  const figures = { ...nothing, blobsCopied: one.blobs.size, bytesCopied: sizeOf(one) };
  expect(await copyOne(on, one, 'first')).toMatchObject({ state: 'failed', figures });
});

it('of a copy that lost its content once count it once', async () => {
  await using on = await stage();
  on.staging.seed('foo/app', one);
  on.staging.fault({ action: 'corrupt', match: { kind: 'blob', method: 'GET' } });
  const figures = { ...nothing, blobsCopied: one.blobs.size, bytesCopied: sizeOf(one) };
  expect(await copyOne(on, one, 'first')).toMatchObject({ state: 'promoted', figures });
});
