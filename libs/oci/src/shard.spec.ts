import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatShard, isFirst, isMine } from './shard.js';

const names = Array.from({ length: 3000 }, (_, i) => {
  const region = ['us', 'europe', 'asia'][i % 3] ?? '';
  return `${region}.example/k8s-artifacts/images/project-${Math.floor(i / 30)}/image-${i}`;
});

/** The shard that a repository belongs to. Throws when there is none, or more than one. */
function ownerOf(name: string, count: number): number {
  const owners = Array.from({ length: count }, (_, index) => index).filter((index) =>
    isMine(name, { index, count }),
  );
  expect(owners).toHaveLength(1);
  return owners[0]!;
}

describe('a shard', () => {
  it.each([
    // From "printf %s PATH | sha256sum | cut -c1-8". Other values would split work that is under way differently.
    ['gcr.io/k8s-artifacts/pause', 0xca4abe72],
    ['us-docker.pkg.dev/k8s-artifacts-prod/images/kube-apiserver', 0x1b1897d6],
    ['127.0.0.1:5000/prod/app', 0xa6f01f8a],
    ['registry.example', 0x751e78d2],
  ])('of %s is pinned', (name, hash) => {
    for (const count of [1, 2, 3, 4, 7, 22, 1000]) expect(ownerOf(name, count)).toBe(hash % count);
  });

  it('is one and only one for every name', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 50 }), (name, count) => {
        ownerOf(name, count);
      }),
    );
  });

  it('is the same in all regions', () => {
    for (const count of [2, 8, 100]) {
      expect(ownerOf('eu.example/p/app', count)).toBe(ownerOf('us.example:5000/p/app', count));
    }
  });

  it.each([2, 3, 8, 22, 64])('of %i has its fair part', (count) => {
    const sizes = new Array<number>(count).fill(0);
    for (const name of names) {
      const owner = sizes.findIndex((_, index) => isMine(name, { index, count }));
      sizes[owner]! += 1;
    }
    const fair = names.length / count;
    // Five standard deviations of a fair die.
    for (const size of sizes) expect(Math.abs(size - fair)).toBeLessThan(5 * Math.sqrt(fair));
  });

  it('has everything where nothing is split', () => {
    expect(names.every((name) => isMine(name))).toBe(true);
    expect(isFirst()).toBe(true);
  });

  it('is the first once', () => {
    expect([0, 1, 2].map((index) => isFirst({ index, count: 3 }))).toEqual([true, false, false]);
  });

  it('is written as it is given', () => {
    expect(formatShard({ index: 0, count: 4 })).toBe('0/4');
  });
});
