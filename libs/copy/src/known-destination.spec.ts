import type { Digest, WriteOnceTarget } from '@cip/oci';
import { expect, it } from 'vitest';
import type { DestinationFacts, Job } from './job.js';
import { KnownDestination } from './known-destination.js';

const [A, B]: [Digest, Digest] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
const target = {} as WriteOnceTarget;
const job: Job = { kind: 'copy', digest: A, tags: ['v1', 'v2'], source: target, target };
const read = { exists: true, readAt: 7 };

it.each<[string, DestinationFacts | undefined, boolean | 'unknown', boolean, boolean]>([
  ['nothing is known', undefined, 'unknown', false, false],
  ['the repository is not there', { ...read, exists: false }, false, false, false],
  ['only tags are listed', { ...read, tags: new Map([['v1', B]]) }, 'unknown', false, false],
  ['the manifests are listed', { ...read, manifests: new Set([B]) }, false, false, false],
  ['the manifest is there', { ...read, manifests: new Set([A]) }, true, true, false],
  ['one tag is on it', { ...read, tags: new Map([['v1', A]]) }, 'unknown', true, false],
  [
    'all tags are on it',
    {
      ...read,
      tags: new Map([
        ['v1', A],
        ['v2', A],
      ]),
    },
    'unknown',
    true,
    true,
  ],
  [
    'its list of referrers lacks it',
    {
      ...read,
      unlisted: new Set([A]),
      tags: new Map([
        ['v1', A],
        ['v2', A],
      ]),
    },
    true,
    true,
    false,
  ],
])('%s', (_situation, facts, has, holds, holdsAll) => {
  const known = new KnownDestination(facts);
  expect([known.has(A), known.holds(job), known.holdsAllOf(job)]).toEqual([has, holds, holdsAll]);
});

it('a tag is absent since the reading, unless it was listed', () => {
  const known = new KnownDestination({
    ...read,
    tags: new Map([
      ['v1', B],
      ['v2', undefined],
    ]),
  });
  expect(['v0', 'v1', 'v2'].map((tag) => known.absentAt(tag))).toEqual([7, undefined, undefined]);
  expect(new KnownDestination(undefined).absentAt('v1')).toBeUndefined();
});
