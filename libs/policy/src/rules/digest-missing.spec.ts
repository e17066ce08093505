import { expect, it } from 'vitest';
import type { AddedImage } from '../registry-facts.js';
import { digestMissing } from './digest-missing.js';
import { factsWith, findings, index, newDigest, oldDigest, source } from './online-facts.fixture.js';

const added = (image: Partial<AddedImage>) => factsWith({ added: [{ source, digest: newDigest, ...image }] });

it('a digest that is nowhere', () => {
  expect(findings(digestMissing, added({}))).toMatchObject([
    {
      severity: 'error',
      message: 'sha256:1a0000000000 is neither in the source gcr.io/staging-foo/app nor in production',
      remedy: 'Push the image to gcr.io/staging-foo/app, or correct the digest.',
      where: { file: 'images/foo/images.yaml', line: 3, column: 5 },
      touches: [{ subproject: 'foo', image: 'app', digest: newDigest, tags: ['v1.0', 'v1.0.0'] }],
    },
  ]);
});

it.each<[situation: string, image: Partial<AddedImage>]>([
  ['a digest that is there', { facts: index }],
  [
    'a digest about which nothing could be read is not missing',
    { facts: { failure: { code: 'UNAVAILABLE', reason: 'answered 500' } } },
  ],
  ['a digest that no manifest of the tree names', { digest: oldDigest }],
])('%s', (_, image) => {
  expect(findings(digestMissing, added(image))).toEqual([]);
});
