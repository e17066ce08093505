import { type Digest, digestOf } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { coverageOf, unpaired } from './coverage.js';
import type { Promised } from './promised.js';

const [a, b, c] = ['a', 'b', 'c'].map((text) => digestOf(Buffer.from(text))) as [Digest, Digest, Digest];

const images = (...digests: Digest[]) => new Map(digests.map((digest) => [digest, []]));

const promised: Pick<Promised, 'images' | 'registries'> = {
  images: new Map([
    ['us.example/prod/app', images(a, b)],
    ['us.example/prod/deep/tool', images(c)],
    ['eu.example/prod/app', images(a)],
  ]),
  registries: ['eu.example/prod', 'us.example/prod', 'us.example/production'],
};

const us = { from: 'us.example/prod', to: 'backup.example/us' };
const eu = { from: 'eu.example/prod', to: 'backup.example/eu' };
const whole = new Map([
  ['app', new Set([a, b])],
  ['deep/tool', new Set([c])],
]);

describe('coverage', () => {
  it('is all when every promised digest is in the snapshot of its region', () => {
    const regions = [
      { ...us, contents: whole },
      { ...eu, contents: whole },
    ];
    expect(coverageOf(promised, regions, undefined)).toEqual({ share: 1, uncovered: [] });
  });

  it('counts what lacks in one region, and all of a region that nobody backs up', () => {
    const regions = [{ ...us, contents: new Map([['app', new Set([b])]]) }];
    expect(coverageOf(promised, regions, undefined)).toEqual({
      share: 0.25,
      uncovered: [`us.example/prod/app@${a}`, `us.example/prod/deep/tool@${c}`],
    });
  });

  it('is all where nothing is promised', () => {
    const nothing = { images: new Map(), registries: [] };
    expect(coverageOf(nothing, [{ ...us, contents: new Map() }], undefined)).toMatchObject({ share: 1 });
  });

  it('is unknown where an earlier run took the snapshot', () => {
    expect(coverageOf(promised, [{ ...us, contents: undefined }], undefined)).toBeUndefined();
  });

  it('of all shards together is about each repository once', () => {
    const regions = [
      { ...us, contents: new Map() },
      { ...eu, contents: new Map() },
    ];
    const shards = [0, 1, 2].map((index) => coverageOf(promised, regions, { index, count: 3 }));
    const all = coverageOf(promised, regions, undefined);
    expect(shards.flatMap((shard) => shard?.uncovered ?? []).sort()).toEqual(all?.uncovered);
  });
});

describe('registries that no pair backs up', () => {
  it('are those that lie in no prefix; a longer name is another one', () => {
    expect(unpaired(promised, [us])).toEqual(['eu.example/prod', 'us.example/production']);
    expect(unpaired(promised, [us, eu, { from: 'us.example/production', to: 'x.example/y' }])).toEqual([]);
  });

  it('are those that are backed up in part only', () => {
    expect(unpaired(promised, [{ from: 'us.example/prod/app', to: 'x.example/y' }])).toContain(
      'us.example/prod',
    );
  });
});
