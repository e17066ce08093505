import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desiredState } from './desired.js';
import { diffTrees } from './diff-trees.js';
import { tree, type WrittenManifest } from './fixtures.js';
import { naiveDiff, spelled } from './naive-diff.fixture.js';
import { wantedIn } from './wanted.js';

const names = ['one', 'three', 'two'];
const tags = fc.uniqueArray(fc.constantFrom('v1', 'v2', 'v3'), { maxLength: 2 });
const dmap = fc.dictionary(fc.constantFrom('A', 'B', 'C'), tags, { minKeys: 1, maxKeys: 3 });
// The repository us.example/p/build/app has two ways to be written.
const images = fc.dictionary(fc.constantFrom('app', 'build/app', 'web'), dmap, { maxKeys: 3 });
const destinations = fc.uniqueArray(fc.constantFrom('us.example/p', 'us.example/p/build', 'eu.example/p'));
const content = fc.record({ source: fc.constantFrom('s.example/x', 's.example/y'), destinations, images });

/** Of each name: the manifest before and after; they share parts more often than not. */
const pair = fc
  .record({
    older: content,
    newer: content,
    keep: fc.record({ source: fc.boolean(), destinations: fc.boolean(), images: fc.boolean() }),
    there: fc.constantFrom('both', 'both', 'both', 'older', 'newer', 'neither'),
  })
  .map(({ older, newer, keep, there }) => ({
    older: there === 'both' || there === 'older' ? older : undefined,
    newer:
      there === 'both' || there === 'newer'
        ? {
            source: keep.source ? older.source : newer.source,
            destinations: keep.destinations ? older.destinations : newer.destinations,
            images: keep.images ? older.images : newer.images,
          }
        : undefined,
  }));

const changes = fc.tuple(pair, pair, pair).map((pairs) => {
  const side = (key: 'older' | 'newer'): WrittenManifest[] =>
    pairs.flatMap((one, i) => {
      const manifest = one[key];
      return manifest ? [{ name: names[i] ?? '', ...manifest }] : [];
    });
  return { before: side('older'), after: side('newer') };
});

describe('the difference of two trees', () => {
  it('is what the definitions say, edge by edge', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(changes, (change) => {
        const before = tree(...change.before);
        const after = tree(...change.after);
        const found = spelled(diffTrees(before, after));
        for (const [list, entries] of Object.entries(found)) if (entries.length > 0) seen.add(list);
        expect(sorted(found)).toEqual(naiveDiff(before, after));
      }),
      { numRuns: 600 },
    );
    expect(seen.size).toBe(6);
  });

  it('adds what a plan since the older tree asks for', () => {
    fc.assert(
      fc.property(changes, (change) => {
        const before = tree(...change.before);
        const after = tree(...change.after);
        const added = new Map<string, Set<string>>();
        for (const { image, entry, tags: fresh, destinations: registries } of diffTrees(before, after)
          .added) {
          for (const registry of registries) {
            const key = `${registry}/${image.name}@${entry.digest}`;
            added.set(key, new Set([...(added.get(key) ?? []), ...fresh]));
          }
        }
        const unexplained = new Set(added.keys());
        for (const repository of desiredState(after, { since: before }).repositories) {
          const { digests, conflicts } = wantedIn(repository);
          for (const want of digests) {
            const key = `${repository.name}@${want.digest}`;
            unexplained.delete(key);
            expect(added.get(key)).toBeDefined();
            for (const tag of want.tags) expect(added.get(key)).toContain(tag);
          }
          for (const { tag, digests: rivals } of conflicts) {
            const fresh = rivals
              .map((rival) => `${repository.name}@${rival.digest}`)
              .filter((key) => added.get(key)?.has(tag));
            for (const key of fresh) unexplained.delete(key);
            expect(fresh).not.toEqual([]);
          }
        }
        expect([...unexplained]).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  it('of equal trees is empty, also when every manifest has another name', () => {
    fc.assert(
      fc.property(changes, ({ before }) => {
        const renamed = before.map((manifest) => ({ ...manifest, name: `x-${manifest.name}` }));
        for (const after of [before, renamed]) {
          const { registries, ...rest } = diffTrees(tree(...before), tree(...after));
          expect(Object.values(rest).flat()).toEqual([]);
          expect(registries).toHaveLength(after === before ? 0 : 2 * before.length);
        }
      }),
    );
  });
});

function sorted(change: ReturnType<typeof spelled>): unknown {
  return Object.fromEntries(Object.entries(change).map(([list, entries]) => [list, entries.toSorted()]));
}
