import type { Blocker } from '@cip/plan';
import { tagMovedReason } from '@cip/plan';
import { expect, it } from 'vitest';
import { digestOf } from '../example-tree.fixture.js';
import { destinations, factsWith, findings, newDigest, oldDigest, source } from './online-facts.fixture.js';
import { tagTaken } from './tag-taken.js';

function blocked(registry: string, blocker: Partial<Blocker> = {}): Blocker {
  return {
    kind: 'tag-moved',
    image: 'app',
    source,
    destination: `${registry}/app`,
    digest: newDigest,
    tags: ['v1.0.0'],
    reason: tagMovedReason(oldDigest),
    ...blocker,
  };
}

const found = (...blockers: Blocker[]) => findings(tagTaken, factsWith({ blockers }));
const everywhere = (blocker: Partial<Blocker> = {}) => destinations.map((name) => blocked(name, blocker));

it('a tag that all destinations have on one other digest is one finding', () => {
  expect(found(...everywhere())).toMatchObject([
    {
      severity: 'error',
      message: `the tag "v1.0.0" cannot go to sha256:1a0000000000 in eu.example/prod/app and 1 other repository: the destination has this tag on ${oldDigest}`,
      where: { file: 'images/foo/images.yaml', line: 3, column: 81 },
      touches: [{ subproject: 'foo', image: 'app', digest: newDigest, tags: ['v1.0.0'] }],
    },
  ]);
});

it.each<{ situation: string; blockers: Blocker[]; lines: number[] }>([
  {
    situation: 'destinations that have it on different digests are findings of their own',
    blockers: [...everywhere(), blocked('asia.example', { reason: tagMovedReason(digestOf('3c')) })],
    lines: [3, 3],
  },
  {
    situation: 'each tag is a finding',
    blockers: [...everywhere(), ...everywhere({ tags: ['v1.0'] })],
    lines: [3, 3],
  },
  {
    situation: 'what blocks for other reasons is not about taken tags',
    blockers: [...everywhere({ kind: 'unreachable' }), ...everywhere({ kind: 'missing-source' })],
    lines: [],
  },
])('$situation', ({ blockers, lines }) => {
  expect(found(...blockers).map(({ where }) => where.line)).toEqual(lines);
});
