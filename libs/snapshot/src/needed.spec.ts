import { type Digest, digestOf } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { closureOf, removableIn } from './needed.js';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((text) => digestOf(Buffer.from(text))) as [
  Digest,
  Digest,
  Digest,
  Digest,
];

describe('what manifests need', () => {
  it('is their children, and the children of those', () => {
    const children = new Map([
      [a, [b]],
      [b, [c]],
    ]);
    expect(closureOf([a], children)).toEqual(new Set([a, b, c]));
    expect(closureOf([b], children)).toEqual(new Set([b, c]));
  });

  it('ends where indexes refer to each other', () => {
    const children = new Map([
      [a, [b]],
      [b, [a]],
    ]);
    expect(closureOf([a], children)).toEqual(new Set([a, b]));
  });
});

describe('what can go from a repository', () => {
  it('is what no kept record needs, whoever left it', () => {
    const tags = new Map([
      ['state-1', a],
      ['state-2', b],
      ['v1', c],
    ]);
    const removable = removableIn(
      { tags, digests: [a, b, c, d, d] },
      { needed: new Set([a, c]), keptTags: new Set(['state-1']) },
    );
    expect(removable).toEqual({ tags: ['state-2'], digests: [b, d] });
  });
});
