import { expect, it } from 'vitest';
import { digestOf } from './digest.js';
import { partId } from './part-id.js';

const digest = digestOf(Buffer.from('payload'));

it('tells two signatures of one payload apart, in whatever order their annotations stand', () => {
  const one = partId({ digest, annotations: { signature: 'a', certificate: 'b' } });
  expect(partId({ digest, annotations: { certificate: 'b', signature: 'a' } })).toBe(one);
  expect(partId({ digest, annotations: { signature: 'c', certificate: 'b' } })).not.toBe(one);
  expect(partId({ digest: digestOf(Buffer.from('other')), annotations: { signature: 'a' } })).not.toBe(one);
});

it('is the digest where there are no annotations', () => {
  expect([partId({ digest }), partId({ digest, annotations: {} })]).toEqual([digest, digest]);
});
