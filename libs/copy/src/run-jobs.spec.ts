import { type Digest, referrersTag } from '@cip/oci';
import {
  buildArtifact,
  buildImage,
  buildIndex,
  buildMultiPlatform,
  buildSchema1,
  type Image,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { requestsByKind, stage, type Stage } from './fixtures.js';
import { type DestinationFacts, type Job, type JobResult, runJobs, type RunOptions } from './index.js';

const image = buildImage('app');
const other = buildImage('other');
const { digest } = image.descriptor;

interface Wanted extends Pick<Partial<Job>, 'kind' | 'tags' | 'facts' | 'mountFrom'> {
  readonly image: Image;
  readonly from?: string;
  readonly to?: string;
}

function jobOf(
  on: Stage,
  { image: { descriptor }, from = 'foo/app', to = 'prod/app', ...rest }: Wanted,
): Job {
  const source = on.registry.repository(`${on.staging.host}/${from}`);
  const target = on.registry.repository(`${on.production[0]?.host ?? ''}/${to}`);
  return { kind: 'copy', digest: descriptor.digest, tags: ['v1'], source, target, ...rest };
}

async function run(jobs: readonly Job[], options: RunOptions = {}): Promise<Map<Job, JobResult>> {
  const results = new Map<Job, JobResult>();
  await runJobs(jobs, options, (job, result) => results.set(job, result));
  return results;
}

const statesOf = (results: Map<Job, JobResult>, jobs: readonly Job[]): (string | undefined)[] =>
  jobs.map((job) => results.get(job)?.state);

function listing(
  digests: readonly Digest[],
  tags?: Readonly<Record<string, Digest | undefined>>,
): DestinationFacts {
  const facts = { exists: true, readAt: Date.now(), manifests: new Set(digests) };
  return tags ? { ...facts, tags: new Map(Object.entries(tags)) } : facts;
}

describe('jobs', () => {
  it('have each its own source, target, tags and origin of mounts', async () => {
    await using on = await stage();
    on.staging.seed('foo/app', image);
    on.staging.seed('bar/other', other);
    on.production[0]?.seed('yesterday/other', other);
    const jobs = [
      jobOf(on, { image, to: 'today/app', tags: ['v1', 'v2'] }),
      jobOf(on, {
        image: other,
        from: 'bar/other',
        to: 'today/other',
        tags: [],
        mountFrom: 'yesterday/other',
      }),
    ];
    const results = await run(jobs);
    expect(statesOf(results, jobs)).toEqual(['promoted', 'promoted']);
    expect(on.production[0]?.digestSet()).toEqual(
      [
        `today/app@${digest},v1`,
        `today/app@${digest},v2`,
        `today/other@${other.descriptor.digest},-`,
        `yesterday/other@${other.descriptor.digest},-`,
      ].sort(),
    );
    expect(on.staging.count({ kind: 'blob', repository: 'bar/other' })).toBe(0);
  });

  it('are told as they finish', async () => {
    await using on = await stage();
    on.staging.seed('foo/app', image);
    on.staging.seed('bar/other', other);
    const jobs = [jobOf(on, { image }), jobOf(on, { image: other, from: 'bar/other', to: 'prod/other' })];
    const gate = on.staging.gate({ repository: 'foo/app' });
    const finished: (Job | undefined)[] = [];
    await runJobs(jobs, {}, (job) => {
      finished.push(job);
      gate.open();
    });
    expect(finished).toEqual([jobs[1], jobs[0]]);
  });
});

describe('what the listing shows in place', () => {
  it.each([
    ['with its tags', ['v1', 'v2'], listing([digest], { v1: digest, v2: digest })],
    ['without tags', [], listing([digest])],
    [
      'by its tags, where a registry does not list manifests',
      ['v1'],
      { exists: true, readAt: 0, tags: new Map([['v1', digest]]) },
    ],
  ] as const)('%s is existing, and nothing is sent', async (_, tags, facts) => {
    await using on = await stage();
    on.production[0]?.seed('prod/app', image, tags);
    const job = jobOf(on, { image, tags, facts });
    expect(statesOf(await run([job]), [job])).toEqual(['existing']);
    expect([...on.staging.requests, ...(on.production[0]?.requests ?? [])]).toEqual([]);
  });

  it('but for a tag: the source is left alone, and that tag is written', async () => {
    await using on = await stage();
    on.production[0]?.seed('prod/app', image, ['v1']);
    const job = jobOf(on, { image, tags: ['v1', 'v2'], facts: listing([digest], { v1: digest }) });
    expect(statesOf(await run([job]), [job])).toEqual(['promoted']);
    expect(on.staging.requests).toEqual([]);
    expect(on.production[0] && requestsByKind(on.production[0])).toEqual({
      'GET manifest': 1,
      'PUT manifest': 1,
      'HEAD manifest': 1,
    });
    expect(on.production[0]?.snapshot()['prod/app']?.tags).toEqual({ v1: digest, v2: digest });
  });

  it.each([
    ['has another digest', other.descriptor.digest],
    ['has a digest that nobody asked for', undefined],
  ])('is never overwritten: a tag that %s', async (_, holder) => {
    await using on = await stage();
    on.staging.seed('foo/app', image);
    on.production[0]?.seed('prod/app', other, ['v1']);
    const facts = listing([other.descriptor.digest], { v1: holder });
    const job = jobOf(on, { image, tags: ['v1', 'v2'], facts });
    const results = await run([job]);
    expect(results.get(job)).toMatchObject({
      state: 'promoted',
      taken: [{ tag: 'v1', holder: other.descriptor.digest }],
    });
    expect(on.production[0]?.snapshot()['prod/app']?.tags).toEqual({
      v1: other.descriptor.digest,
      v2: digest,
    });
  });
});

describe('a child of an index that is a job as well', () => {
  const index = buildMultiPlatform('platforms');
  const children = index.children.length;

  it.each([
    ['before its index', (jobs: readonly Job[]) => [...jobs].reverse()],
    ['after its index', (jobs: readonly Job[]) => jobs],
  ])('%s is pushed once', async (_, inOrder) => {
    for (const imagesPerHost of [1, 8]) {
      await using on = await stage();
      on.staging.seed('foo/app', index);
      const facts = listing([]);
      const jobs = inOrder([
        jobOf(on, { image: index, facts }),
        ...index.children.map((child) => jobOf(on, { image: child, tags: [], facts })),
      ]);
      expect(statesOf(await run(jobs, { imagesPerHost }), jobs)).toEqual(jobs.map(() => 'promoted'));
      expect(on.production[0]?.count({ kind: 'manifest', method: 'PUT' })).toBe(children + 1);
      expect(on.production[0]?.count({ kind: 'manifest', method: 'HEAD' })).toBe(children + 1);
    }
  });

  it('and has a tag of its own is not pushed for the index', async () => {
    await using on = await stage();
    on.staging.seed('foo/app', index);
    const jobs = [
      ...index.children.map((child, i) => jobOf(on, { image: child, tags: [`platform-${i}`] })),
      jobOf(on, { image: index }),
    ];
    await run(jobs, { imagesPerHost: 1 });
    const puts = { kind: 'manifest', method: 'PUT' } as const;
    expect(on.production[0]?.count(puts)).toBe(children + 1);
  });
});

describe('a registry without the referrers API', () => {
  const sbom = buildArtifact('sbom', { subject: image.descriptor });
  const child = buildArtifact('child', { subject: image.descriptor });
  const index = buildIndex([child]);
  const tag = referrersTag(digest);

  it.each([
    ['lists what has a subject under the referrers tag', {}, true],
    ['has that tag left alone when it is asked for', { listReferrer: false }, false],
  ])('%s', async (_, options, listed) => {
    await using on = await stage({ server: { referrers: false } });
    for (const one of [sbom, index]) on.staging.seed('foo/app', one);
    const jobs = [sbom, index].map((one, i) => jobOf(on, { image: one, tags: [`v${i}`] }));
    expect(statesOf(await run(jobs, options), jobs)).toEqual(['promoted', 'promoted']);
    expect(on.production[0]?.manifest('prod/app', tag) !== undefined).toBe(listed);
    const asked = on.production[0]?.count({ kind: 'manifest', reference: tag }) ?? 0;
    expect(asked > 0).toBe(listed);
  });
});

describe('a schema 1 image', () => {
  const old = buildSchema1('old');

  it('fails alone, as an image and as a child, and nothing of it is written', async () => {
    await using on = await stage();
    const index = buildIndex([old, buildImage('new')]);
    const paths = ['foo/old', 'foo/index', 'foo/app'];
    const images = [old, index, image];
    images.forEach((one, i) => {
      on.staging.seed(paths[i] ?? '', one);
    });
    const jobs = images.map((one, i) => jobOf(on, { image: one, from: paths[i] ?? '', to: `prod/${i}` }));
    const results = await run(jobs);
    expect(statesOf(results, jobs)).toEqual(['failed', 'failed', 'promoted']);
    for (const job of jobs.slice(0, 2)) {
      expect(String(results.get(job)?.error)).toMatch(/schema 1 image.*rebuild it/);
    }
    expect(on.production[0]?.manifest('prod/1', 'v1')).toBeUndefined();
    expect(on.production[0]?.count({ repository: 'prod/0' })).toBe(0);
  });
});
