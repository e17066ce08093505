import { type Descriptor, type Digest, mediaTypes } from '@cip/oci';
import { buildArtifact, buildImage, buildIndex, type Image } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { stage, type Stage } from './fixtures.js';
import { type Job, type JobResult, runJobs } from './index.js';

const child = buildImage('child');
const image = buildImage('app');
const { digest } = image.descriptor;

function jobOf(on: Stage, { descriptor }: Image): Job {
  return {
    kind: 'copy',
    digest: descriptor.digest,
    tags: [`v-${descriptor.digest.slice(7, 15)}`],
    source: on.registry.repository(`${on.staging.host}/foo/app`),
    target: on.registry.repository(`${on.production[0]?.host}/prod/app`),
  };
}

/** Promotes images of one repository with what is attached to them. */
async function promote(on: Stage, images: readonly Image[]): Promise<JobResult[]> {
  for (const one of images) on.staging.seed('foo/app', one);
  const results: JobResult[] = [];
  const jobs = images.map((one) => jobOf(on, one));
  await runJobs(jobs, { attached: true }, (_job, result) => results.push(result));
  return results;
}

describe('what is attached to an image', () => {
  const referrers = (subject: Descriptor, count: number): Image[] =>
    Array.from({ length: count }, (_, i) => buildArtifact(`${subject.digest} ${i}`, { subject }));

  function chain(length: number): Image[] {
    const artifacts: Image[] = [];
    for (let last = image; artifacts.length < length; last = artifacts.at(-1) ?? last) {
      artifacts.push(buildArtifact(`level ${artifacts.length}`, { subject: last.descriptor }));
    }
    return artifacts;
  }

  it('is looked for once for each digest, however many indexes share it', async () => {
    await using on = await stage();
    const indexes = Array.from({ length: 20 }, (_, i) => buildIndex([child, buildImage(`${i}`)]));
    for (const artifact of referrers(child.descriptor, 3)) on.staging.seed('foo/app', artifact);
    const results = await promote(on, indexes);
    expect(new Set(results.map(({ state }) => state))).toEqual(new Set(['promoted']));
    const digests = 20 + 20 + 1 + 3;
    expect(on.staging.count({ kind: 'referrers' })).toBe(digests);
    expect(on.production[0]?.count({ kind: 'manifest', method: 'PUT' })).toBe(digests);
  });

  it('may have artifacts of its own, down to the fourth level', async () => {
    await using on = await stage();
    for (const artifact of chain(4)) on.staging.seed('foo/app', artifact);
    const [promoted] = await promote(on, [image]);
    expect(promoted?.state).toBe('promoted');
    expect(on.production[0]?.digestSet()).toHaveLength(5);
  });

  it('and is deeper than that is reported', async () => {
    await using on = await stage();
    for (const artifact of chain(5)) on.staging.seed('foo/app', artifact);
    const [failed] = await promote(on, [image]);
    expect(String(failed?.error)).toMatch(
      new RegExp(`bringing what is attached to ${digest}.*5 deep; look at who`),
    );
  });

  it('and is more than is brought is reported before any of it is', async () => {
    await using on = await stage();
    const digests = Array.from({ length: 5000 }, (_, i): Digest => `sha256:${`${i}`.padStart(64, '0')}`);
    const manifests = digests.map((one) => ({ mediaType: mediaTypes.ociManifest, digest: one, size: 1 }));
    const body = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests });
    on.staging.fault({ action: 'status', status: 200, body, match: { kind: 'referrers' } });
    const [failed] = await promote(on, [image]);
    expect(String(failed?.error)).toContain('more than 5000 artifacts and children');
    expect(on.production[0]?.digestSet()).toEqual([]);
  });
});
