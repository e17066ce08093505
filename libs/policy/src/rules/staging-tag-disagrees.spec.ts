import { expect, it } from 'vitest';
import type { RegistryFacts } from '../registry-facts.js';
import { factsWith, findings, newDigest, oldDigest, source } from './online-facts.fixture.js';
import { stagingTagDisagrees } from './staging-tag-disagrees.js';

type SourceTags = RegistryFacts['sourceTags'] extends ReadonlyMap<string, infer T> ? T : never;

const found = (tags: SourceTags) =>
  findings(stagingTagDisagrees, factsWith({ sourceTags: new Map([[source, tags]]) }));

it('one of two tags is on another digest in the source', () => {
  const tags = new Map([
    ['v1.0', newDigest],
    ['v1.0.0', oldDigest],
  ]);
  expect(found(tags)).toMatchObject([
    {
      severity: 'warning',
      message:
        'the tag "v1.0.0" is given to sha256:1a0000000000 here, and is on sha256:2b0000000000 in the source gcr.io/staging-foo/app',
      remedy: `Check which build is meant; the digest in the source is ${oldDigest}.`,
      where: { line: 3, column: 81 },
      touches: [{ image: 'app', digest: newDigest, tags: ['v1.0.0'] }],
    },
  ]);
});

it.each<[situation: string, tags: SourceTags]>([
  ['tags that the source does not have', new Map()],
  ['tags that agree', new Map([['v1.0.0', newDigest]])],
  [
    'a tag that could not be read',
    new Map([['v1.0.0', { failure: { code: 'UNAVAILABLE', reason: 'answered 500' } }]]),
  ],
  ['a source that could not be read', { failure: { code: 'UNAVAILABLE', reason: 'answered 401' } }],
])('%s: nothing to say', (_, tags) => {
  expect(found(tags)).toEqual([]);
});
