import { buildArtifact, buildImage, buildMultiPlatform, type Image, type TestRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { copy } from './copy.js';
import { requestsByKind, stage, type Stage } from './fixtures.js';
import type { DestinationFacts, Job } from './job.js';
import { runJobs } from './run-jobs.js';

const image = buildImage('app', { layers: 4 });
const blobs = image.blobs.size;
const { digest } = image.descriptor;

const isNew = (): DestinationFacts => ({ exists: false, readAt: Date.now() });
const isThere = (): DestinationFacts => ({ exists: true, readAt: Date.now() });

interface Copied {
  readonly from: TestRegistry;
  readonly to: TestRegistry;
  readonly facts: DestinationFacts;
  readonly path?: string;
  readonly mountFrom?: string;
}

async function copyOne(
  on: Stage,
  { from, to, facts, path = 'backup/app', mountFrom }: Copied,
): Promise<void> {
  const job: Job = {
    kind: 'copy',
    digest,
    tags: ['v1'],
    source: on.registry.repository(`${from.host}/foo/app`),
    target: on.registry.repository(`${to.host}/${path}`),
    facts,
    ...(mountFrom !== undefined && { mountFrom }),
  };
  const results: unknown[] = [];
  await runJobs([job], {}, (_job, { error, state }) => results.push(error ?? state));
  expect(results).toEqual(['promoted']);
  expect(to.blobs(path)).toEqual([...image.blobs.keys()].sort());
}

function ends(on: Stage): { readonly staging: TestRegistry; readonly backup: TestRegistry } {
  const [backup] = on.production;
  if (!backup) throw new Error('a stage without production');
  return { staging: on.staging, backup };
}

const written = { 'PUT manifest': 1, 'HEAD manifest': 1 };

describe('a copy from one repository of a host to another', () => {
  it.each([
    ['a new repository', isNew],
    ['a repository that is there', isThere],
  ])('to %s reads no blob, and needs one POST for each', async (_, facts) => {
    await using on = await stage();
    on.staging.seed('foo/app', image);
    await copyOne(on, { from: on.staging, to: on.staging, facts: facts() });
    expect(requestsByKind(on.staging)).toEqual({ 'GET manifest': 1, 'POST mount': blobs, ...written });
    expect(on.staging.blobBytesServed).toBe(0);
  });

  it('mounts what children and attached artifacts refer to as well', async () => {
    await using on = await stage();
    const index = buildMultiPlatform('index');
    const sbom = buildArtifact('sbom', { subject: index.descriptor });
    for (const one of [index, sbom]) on.staging.seed('foo/app', one);
    const source = on.registry.repository(`${on.staging.host}/foo/app`);
    const target = on.registry.repository(`${on.staging.host}/backup/app`);
    for (const { descriptor } of [index, sbom]) {
      const [result] = await copy(source, descriptor.digest, [target]);
      expect(result?.error ?? result?.state).toBe('promoted');
    }
    expect(on.staging.blobs('backup/app')).toEqual(on.staging.blobs('foo/app'));
    expect(on.staging.count({ kind: ['blob', 'upload-start', 'upload-commit'] })).toBe(0);
  });

  it('whose mounts are not taken goes on in the sessions that they opened', async () => {
    await using on = await stage({ hosts: 1, server: { mounts: false } });
    const { backup } = ends(on);
    backup.seed('foo/app', image);
    await copyOne(on, { from: backup, to: backup, facts: isNew() });
    expect(requestsByKind(backup)).toEqual({
      'GET manifest': 1,
      'GET blob': blobs,
      'POST mount': blobs,
      'PUT upload-commit': blobs,
      ...written,
    });
    expect(backup.openUploads).toBe(0);
  });

  it('whose mounts are not taken sends nothing that is there', async () => {
    await using on = await stage({ hosts: 1, server: { mounts: false } });
    const { backup } = ends(on);
    for (const path of ['foo/app', 'backup/app']) backup.seed(path, image);
    await copyOne(on, { from: backup, to: backup, facts: isThere() });
    expect(backup.blobBytesServed).toBe(0);
    expect(backup.count({ kind: 'upload-commit' })).toBe(0);
  });

  it('that is one and the same mounts nothing', async () => {
    await using on = await stage();
    on.staging.seed('foo/app', image);
    await copyOne(on, { from: on.staging, to: on.staging, facts: isThere(), path: 'foo/app' });
    expect(on.staging.count({ kind: 'mount' })).toBe(0);
    expect(on.staging.blobBytesServed).toBe(0);
  });
});

describe('a repository that is believed to hold the blobs', () => {
  it('and does: nothing is read, and each blob is one POST', async () => {
    await using on = await stage();
    const { staging, backup } = ends(on);
    staging.seed('foo/app', image);
    backup.seed('yesterday/app', image);
    await copyOne(on, { from: staging, to: backup, facts: isThere(), mountFrom: 'yesterday/app' });
    expect(requestsByKind(backup)).toEqual({ 'POST mount': blobs, ...written });
    expect(requestsByKind(staging)).toEqual({ 'GET manifest': 1 });
  });

  it('and does not: one POST, in whose session the upload goes on', async () => {
    await using on = await stage();
    const { staging, backup } = ends(on);
    staging.seed('foo/app', image);
    await copyOne(on, { from: staging, to: backup, facts: isNew(), mountFrom: 'yesterday/app' });
    expect(requestsByKind(backup)).toEqual({
      'POST mount': blobs,
      'PUT upload-commit': blobs,
      ...written,
    });
    expect(backup.openUploads).toBe(0);
  });

  it('and does not, though the destination does: no more requests than without it, and no content', async () => {
    await using on = await stage();
    const { staging, backup } = ends(on);
    staging.seed('foo/app', image);
    backup.seed('backup/app', image);
    await copyOne(on, { from: staging, to: backup, facts: isThere(), mountFrom: 'yesterday/app' });
    expect(requestsByKind(backup)).toEqual({ 'POST mount': blobs, 'HEAD blob': blobs, ...written });
    expect(staging.blobBytesServed).toBe(0);
  });

  it('and does not, while the source is on the same host: the source gives them', async () => {
    await using on = await stage();
    on.staging.seed('foo/app', image);
    await copyOne(on, { from: on.staging, to: on.staging, facts: isNew(), mountFrom: 'yesterday/app' });
    expect(on.staging.blobBytesServed).toBe(0);
    expect(on.staging.count({ kind: 'mount' })).toBe(2 * blobs);
  });

  it('comes before a source on the same host, and after what the run knows', async () => {
    await using on = await stage();
    const server = on.staging;
    for (const path of ['foo/app', 'yesterday/app']) server.seed(path, image);
    const job = (path: string): Job => ({
      kind: 'copy',
      digest,
      tags: ['v1'],
      source: on.registry.repository(`${server.host}/foo/app`),
      target: on.registry.repository(`${server.host}/${path}`),
      mountFrom: 'yesterday/app',
      facts: isNew(),
    });
    await runJobs([job('backup/a'), job('backup/b')], { imagesPerHost: 1 }, () => undefined);
    const froms = server.requests
      .filter(({ kind }) => kind === 'mount')
      .map(
        ({ repository, url }) => `${repository} ${new URL(url, 'http://x').searchParams.get('from') ?? ''}`,
      );
    expect(new Set(froms)).toEqual(new Set(['backup/a yesterday/app', 'backup/b backup/a']));
  });

  it('and is wrong is no knowledge: the next repository mounts from where the blob was put', async () => {
    await using on = await stage();
    const { staging, backup } = ends(on);
    staging.seed('foo/app', image);
    const hinted = ['backup/c', 'backup/d'].map((path): Job => ({
      kind: 'copy',
      digest,
      tags: ['v1'],
      source: on.registry.repository(`${staging.host}/foo/app`),
      target: on.registry.repository(`${backup.host}/${path}`),
      mountFrom: 'yesterday/app',
      facts: isNew(),
    }));
    await runJobs(hinted, {}, () => undefined);
    expect(backup.count({ kind: 'mount' })).toBe(2 * blobs);
    expect(backup.count({ kind: 'upload-commit' })).toBe(blobs);
  });

  it('is given for all destinations of a copy', async () => {
    await using on = await stage({ hosts: 2 });
    on.staging.seed('foo/app', image);
    for (const server of on.production) server.seed('yesterday/app', image);
    const targets = on.production.map(({ host }) => on.registry.repository(`${host}/backup/app`));
    const source = on.registry.repository(`${on.staging.host}/foo/app`);
    await copy(source, digest, targets, { mountFrom: 'yesterday/app' });
    for (const server of on.production) expect(server.count({ kind: 'mount' })).toBe(blobs);
    expect(on.staging.blobBytesServed).toBe(0);
  });
});

describe('a mount that is refused', () => {
  const refusals: readonly (readonly [number, string])[] = [
    [401, 'UNAUTHORIZED'],
    [403, 'DENIED'],
    [404, 'BLOB_UNKNOWN'],
    [405, 'UNSUPPORTED'],
  ];

  it.each(refusals)('with %s is an upload', async (status, code) => {
    await using on = await stage();
    on.staging.seed('foo/app', image);
    const body = JSON.stringify({ errors: [{ code, message: 'no mount' }] });
    on.staging.fault({ action: 'status', status, body, match: { kind: 'mount', times: Infinity } });
    await copyOne(on, { from: on.staging, to: on.staging, facts: isNew() });
    expect(on.staging.count({ kind: 'upload-commit' })).toBe(blobs);
  });
});

describe('images that share layers', () => {
  it('on one host move no blob, whichever comes first', async () => {
    await using on = await stage();
    const images: readonly Image[] = [image, buildImage('app 2', { layers: 4 }), buildMultiPlatform('app 3')];
    images.forEach((one, i) => {
      on.staging.seed(`foo/app${i}`, one);
    });
    const jobs = images.flatMap((one, i) =>
      ['a', 'b'].map((region): Job => ({
        kind: 'copy',
        digest: one.descriptor.digest,
        tags: ['v1'],
        source: on.registry.repository(`${on.staging.host}/foo/app${i}`),
        target: on.registry.repository(`${on.staging.host}/backup/${region}/app${i}`),
        facts: isNew(),
      })),
    );
    const states: string[] = [];
    await runJobs(jobs, {}, (_job, { state }) => states.push(state));
    expect(states).toEqual(jobs.map(() => 'promoted'));
    expect(on.staging.blobBytesServed).toBe(0);
    expect(on.staging.count({ kind: ['upload-start', 'upload-commit'] })).toBe(0);
  });
});
