import { type Digest, formatRepositoryName } from '@cip/oci';
import { createRegistry, type WriteOnceRegistry } from '@cip/registry';
import {
  buildArtifact,
  buildImage,
  buildIndex,
  type Image,
  noRealRegistry,
  type RealRegistry,
  realRegistry,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Job, type JobResult, runJobs, type RunOptions } from './index.js';

let staging: TestRegistry;
let real: RealRegistry | undefined;
let client: WriteOnceRegistry;

beforeAll(async () => {
  staging = await startRegistry();
  real = await realRegistry();
  client = createRegistry({ rights: 'write-once' });
});

afterAll(async () => {
  await client.close();
  await real?.close();
  await staging.close();
});

const image = buildImage('subject');
// They share their blobs: it is manifests and lists that are at stake.
const artifacts = Array.from({ length: 30 }, (_, i) =>
  buildArtifact('artifact', { subject: image.descriptor, annotations: { number: `${i}` } }),
);

/** Each job has objects of its own, as the steps of a plan have. */
function jobsFor(host: string, repository: string, images: readonly Image[]): Job[] {
  return images.map(({ descriptor }): Job => {
    const source = client.repository(`${staging.host}/foo/app`);
    return {
      kind: 'copy',
      digest: descriptor.digest,
      tags: [],
      source,
      target: client.repository(`${host}/${repository}`),
    };
  });
}

/** What did not succeed. */
async function failuresOf(jobs: readonly Job[], options: RunOptions = {}): Promise<string[]> {
  const failures: string[] = [];
  await runJobs(jobs, options, ({ target, digest }: Job, { state, error }: JobResult) => {
    if (state !== 'promoted')
      failures.push(`${formatRepositoryName(target.name)}@${digest}: ${state} ${String(error)}`);
  });
  return failures;
}

async function listed(host: string, repository: string): Promise<Digest[]> {
  const found = await client.repository(`${host}/${repository}`).referrers(image.descriptor.digest);
  return found.map(({ digest }) => digest).sort();
}

const digestsOf = (images: readonly Image[]): Digest[] =>
  images.map(({ descriptor }) => descriptor.digest).sort();
const nameOf = (what: string): string => `cip-${what}-${process.pid}`;

it(
  'an image and 30 artifacts with that subject: all are in the list, 50 times',
  { timeout: 300_000 },
  async ({ skip }) => {
    if (!real) return skip(noRealRegistry);
    for (const one of [image, ...artifacts]) staging.seed('foo/app', one);
    for (let round = 0; round < 50; round++) {
      const repository = `${nameOf('referrers')}/${round}`;
      expect(await failuresOf(jobsFor(real.host, repository, [image, ...artifacts]))).toEqual([]);
      expect(await listed(real.host, repository)).toEqual(digestsOf(artifacts));
    }
  },
);

it(
  'indexes that share children with attached artifacts: none is refused, 8 times',
  { timeout: 300_000 },
  async ({ skip }) => {
    if (!real) return skip(noRealRegistry);
    const indexes = Array.from({ length: 8 }, (_, i) => buildIndex([image, buildImage(`other ${i}`)]));
    for (const one of [...indexes, ...artifacts]) staging.seed('foo/app', one);
    for (let round = 0; round < 8; round++) {
      const repository = `${nameOf('attached')}/${round}`;
      const jobs = jobsFor(real.host, repository, [...indexes, image, ...artifacts]);
      expect(await failuresOf(jobs)).toEqual([]);
      expect(await listed(real.host, repository)).toEqual(digestsOf(artifacts));
    }
  },
);
