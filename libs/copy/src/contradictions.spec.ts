import { mediaTypes } from '@cip/oci';
import { buildImage, buildIndex, type Image } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { rewritten, stage, type Stage } from './fixtures.js';
import { CopyError, type Job, type JobResult, runJobs, UncopyableError } from './index.js';

const child = buildImage('child');
const sound = buildImage('sound');

const wrongSize = rewritten(buildIndex([child]), ({ manifests }) => {
  for (const entry of manifests ?? []) entry.size += 1;
});
const layersAndManifests = rewritten(buildIndex([child]), (manifest) => (manifest.layers = []));
const imageWithManifests = rewritten(child, (manifest) => (manifest.manifests = []));
const otherType = rewritten(child, (manifest) => (manifest.mediaType = mediaTypes.ociIndex));

function jobOf(on: Stage, image: Image, rest: Partial<Job> = {}): Job {
  on.staging.seed('foo/app', image);
  return {
    kind: 'copy',
    digest: image.descriptor.digest,
    tags: [`v-${image.descriptor.digest.slice(7, 15)}`],
    source: on.registry.repository(`${on.staging.host}/foo/app`),
    target: on.registry.repository(`${on.production[0]?.host}/prod/app`),
    ...rest,
  };
}

async function run(jobs: readonly Job[]): Promise<JobResult[]> {
  const results = new Map<Job, JobResult>();
  await runJobs(jobs, {}, (job, result) => results.set(job, result));
  return jobs.flatMap((job) => results.get(job) ?? []);
}

function reasonOf(result: JobResult | undefined): string {
  const { error } = result ?? {};
  if (!(error instanceof CopyError && error.cause instanceof UncopyableError)) throw new Error(String(error));
  expect(error.side).toBe('source');
  expect(error.cause).toMatchObject({ code: 'CONTRADICTION', failure: { code: 'INVALID_MANIFEST' } });
  return error.message;
}

describe('an image that contradicts itself is refused, and stops no other', () => {
  it.each([
    [
      'an index with a wrong size of its child',
      wrongSize,
      /says that its child .* has \d+ bytes; it has \d+; build/,
    ],
    [
      'an index with layers',
      layersAndManifests,
      /both "manifests" and "layers".*CVE-2021-41190.*build and push/,
    ],
    ['an image with manifests', imageWithManifests, /both "manifests" and "layers"/],
    ['a body that names another type', otherType, /serves it as .*manifest.v1.*index.v1/],
    ['an index of such an image', buildIndex([otherType]), /serves it as/],
  ])('%s', async (_, image, reason) => {
    await using on = await stage();
    const results = await run([jobOf(on, image), jobOf(on, sound)]);
    expect(results.map(({ state }) => state)).toEqual(['failed', 'promoted']);
    expect(reasonOf(results[0])).toMatch(reason);
    expect(on.production[0]?.digestSet()).not.toContain(`prod/app@${image.descriptor.digest},-`);
    expect(Object.keys(on.production[0]?.snapshot()['prod/app']?.tags ?? {})).toHaveLength(1);
  });

  it.each([
    ['shown by the listing', { manifests: new Set([child.descriptor.digest]) }],
    ['found by asking', {}],
  ])('an index with a wrong size of its child, which is in place already, %s', async (_, known) => {
    await using on = await stage();
    on.production[0]?.seed('prod/app', child);
    const facts = { exists: true, readAt: Date.now(), ...known };
    const [failed] = await run([jobOf(on, wrongSize, { facts })]);
    expect(reasonOf(failed)).toMatch(/says that its child/);
    expect(on.production[0]?.writes).toBe(0);
  });

  it('an index with a wrong size beside one with the right size', async () => {
    await using on = await stage();
    const results = await run([jobOf(on, wrongSize), jobOf(on, buildIndex([child]))]);
    expect(results.map(({ state }) => state)).toEqual(['failed', 'promoted']);
  });

  it('an image that is in place and only gets a tag', async () => {
    await using on = await stage();
    on.production[0]?.seed('prod/app', otherType);
    const [failed] = await run([jobOf(on, otherType, { kind: 'tag' })]);
    expect(failed?.state).toBe('failed');
    expect(String(failed?.error)).toContain('serves it as');
    expect(on.production[0]?.writes).toBe(0);
  });
});
