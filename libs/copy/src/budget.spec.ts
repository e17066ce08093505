import { buildImage, buildLayer, type Image, type TestRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { copy } from './copy.js';
import { requestsByKind, stage, type Stage } from './fixtures.js';
import type { Job } from './job.js';
import { runJobs } from './run-jobs.js';

// Four layers and the config: five blobs. Two of them (config and top layer) are new in the second image.
const shared = ['base', 'runtime', 'libraries'].map((name) => buildLayer(name));
const first = buildImage('first', { layers: [...shared, buildLayer('app 1')] });
const threeKnown = buildImage('second', { layers: [...shared, buildLayer('app 2')] });
const hosts = 20;

async function copyTo(on: Stage, image: Image, facts?: Job['facts']): Promise<void> {
  const source = on.registry.repository(`${on.staging.host}/foo/app`);
  const states: string[] = [];
  const jobs = on.production.map((server): Job => {
    const target = on.registry.repository(`${server.host}/prod/app`);
    const job = { kind: 'copy' as const, digest: image.descriptor.digest, tags: ['v1'], source, target };
    return facts ? { ...job, facts } : job;
  });
  await runJobs(jobs, {}, (_job, { state }) => states.push(state));
  expect(states).toEqual(jobs.map(() => 'promoted'));
}

describe(`the request budget of an image of five blobs, for ${hosts} destinations`, () => {
  it('is 3 at the source when two blobs are new: the manifest and the two', async () => {
    await using on = await stage({ hosts });
    on.staging.seed('foo/app', threeKnown);
    for (const server of on.production) server.seed('prod/app', first, ['v0']);
    const facts = { exists: true, readAt: Date.now() };
    await copyTo(on, threeKnown, facts);
    expect(requestsByKind(on.staging)).toEqual({ 'GET manifest': 1, 'GET blob': 2 });
  });

  it('is 11 at a destination where the other three must be looked up', async () => {
    await using on = await stage({ hosts });
    on.staging.seed('foo/app', threeKnown);
    for (const server of on.production) server.seed('prod/app', first, ['v0']);
    await copyTo(on, threeKnown, { exists: true, readAt: Date.now() });
    for (const server of on.production) {
      expect(requestsByKind(server)).toEqual({
        'HEAD blob': 5,
        'POST upload-start': 2,
        'PUT upload-commit': 2,
        'PUT manifest': 1,
        'HEAD manifest': 1,
      });
    }
  });

  it('is 12 in a repository that did not exist', async () => {
    await using on = await stage({ hosts });
    on.staging.seed('foo/app', threeKnown);
    await copyTo(on, threeKnown, { exists: false, readAt: Date.now() });
    for (const server of on.production) {
      expect(requestsByKind(server)).toEqual({
        'POST upload-start': 5,
        'PUT upload-commit': 5,
        'PUT manifest': 1,
        'HEAD manifest': 1,
      });
    }
    expect(requestsByKind(on.staging)).toEqual({ 'GET manifest': 1, 'GET blob': 5 });
  });

  it('is 8 at a destination when the other three are known from this run', async () => {
    await using on = await stage({ hosts });
    on.staging.seed('foo/app', first);
    on.staging.seed('foo/app', threeKnown);
    for (const server of on.production) server.seed('prod/app', buildImage('older'), ['v0']);
    const source = on.registry.repository(`${on.staging.host}/foo/app`);
    const facts = { exists: true, readAt: Date.now() };
    const jobs = [first, threeKnown].flatMap((image, i) =>
      on.production.map((server): Job => {
        const target = on.registry.repository(`${server.host}/prod/app`);
        return { kind: 'copy', digest: image.descriptor.digest, tags: [`v${i}.1`], source, target, facts };
      }),
    );
    await runJobs(jobs, { imagesPerHost: 1 }, (job, { state }) => {
      expect(state).toBe('promoted');
      const server = on.production.find(({ host }) => host === job.target.name.registry);
      if (job.digest === first.descriptor.digest) server?.resetCounts();
    });
    for (const server of on.production) {
      expect(requestsByKind(server)).toEqual({
        'HEAD blob': 2,
        'POST upload-start': 2,
        'PUT upload-commit': 2,
        'PUT manifest': 1,
        'HEAD manifest': 1,
      });
    }
  });

  it('sends no pings and reads nothing of a registry that it need not', async () => {
    await using on = await stage({ hosts: 1 });
    on.staging.seed('foo/app', first);
    await copyTo(on, first, { exists: false, readAt: Date.now() });
    const kinds = [on.staging, ...on.production].flatMap((server) => server.requests.map(({ kind }) => kind));
    expect(kinds).not.toContain('ping');
    expect(kinds).not.toContain('tags');
  });
});

describe('large layers', () => {
  const size = 6 * 2 ** 20;
  const large = buildImage('large', { layers: [buildLayer('large', { size })] });

  const promoted = `prod/app@${large.descriptor.digest},v1`;

  it(`are read once for ${hosts} destinations`, async () => {
    await using on = await stage({ hosts });
    on.staging.seed('foo/app', large);
    const source = on.registry.repository(`${on.staging.host}/foo/app`);
    const targets = on.production.map((server) => on.registry.repository(`${server.host}/prod/app`));
    const results = await copy(source, large.descriptor.digest, targets, { tags: ['v1'], holdBytes: 65536 });
    expect(results.map(({ state }) => state)).toEqual(on.production.map(() => 'promoted'));
    expect(requestsByKind(on.staging)).toEqual({ 'GET manifest': 1, 'GET blob': 2 });
    for (const server of on.production) expect(server.digestSet()).toContain(promoted);
  });

  it('do not wait for a destination that hangs: it alone fails, by one more read or none', async () => {
    await using on = await stage({ hosts: 3, client: { idleTimeout: 300, retryDeadline: 600 } });
    on.staging.seed('foo/app', large);
    const [stuck, ...others] = on.production as [TestRegistry, ...TestRegistry[]];
    stuck.gate({ kind: 'upload-commit', times: Infinity });
    const source = on.registry.repository(`${on.staging.host}/foo/app`);
    const targets = on.production.map((server) => on.registry.repository(`${server.host}/prod/app`));
    const results = await copy(source, large.descriptor.digest, targets, {
      tags: ['v1'],
      holdBytes: 65536,
      windowBytes: 262144,
      holdUpPatience: 100,
    });
    expect(results.map(({ state }) => state)).toEqual(['failed', 'promoted', 'promoted']);
    for (const server of others) expect(server.digestSet()).toContain(promoted);
    expect(stuck.manifest('prod/app', 'v1')).toBeUndefined();
  });
});
