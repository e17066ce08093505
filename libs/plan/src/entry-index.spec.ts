import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Claim } from './desired.js';
import { EntryIndex } from './entry-index.js';
import { digest, tree } from './fixtures.js';

const names = ['A', 'B', 'C'];
const tags = ['v1', 'v2', 'v3'];
const dmap = fc.dictionary(
  fc.constantFrom(...names),
  fc.uniqueArray(fc.constantFrom(...tags), { maxLength: 2 }),
  { maxKeys: 3 },
);
const claim = fc.record({ source: fc.constantFrom('s.example/x', 's.example/y', 's.example/z'), dmap });
// Few claims are searched, many are indexed.
const claims = fc.array(claim, { maxLength: 8 }).map((all) =>
  all.flatMap(({ source, dmap }, i): Claim[] => {
    const { manifests } = tree({ name: `m${i}`, source, destinations: [], images: { app: dmap } });
    return manifests.flatMap((manifest) =>
      manifest.images.map((image) => ({ manifest, image, source: `${source}/app` })),
    );
  }),
);

it('few claims and many give the answers that looking at each of them gives', () => {
  fc.assert(
    fc.property(claims, claims, (all, others) => {
      const index = new EntryIndex(all);
      const other = new EntryIndex(others);
      const having = (some: readonly Claim[], name: string) =>
        some.flatMap(({ image, source }) =>
          image.digests.filter((one) => one.digest === digest(name)).map((entry) => ({ entry, source })),
        );
      expect(index.isEmpty).toBe(names.every((name) => having(all, name).length === 0));
      for (const name of names) {
        const own = having(all, name);
        const sources = new Set(having(others, name).map(({ source }) => source));
        expect(index.has(digest(name))).toBe(own.length > 0);
        expect(index.hasSourcesIn(digest(name), other)).toBe(own.every(({ source }) => sources.has(source)));
        for (const tag of tags) {
          expect(index.hasTag(digest(name), tag)).toBe(own.some(({ entry }) => entry.tags.includes(tag)));
        }
      }
      for (const tag of tags) {
        const entries = all.flatMap(({ image }) => image.digests);
        expect(index.holderOf(tag)).toBe(entries.find((entry) => entry.tags.includes(tag)));
      }
    }),
  );
});
