import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desiredState } from './desired.js';
import { inventoryOf, planned, savedText, tree, type WrittenManifest } from './fixtures.js';
import { locatePlan, parsePlan } from './plan-file.js';
import { held, writtenManifests } from './written-manifests.fixture.js';

function shuffled(manifest: WrittenManifest): WrittenManifest {
  const reversed = <V>(map: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(Object.entries(map).reverse());
  return {
    ...manifest,
    destinations: [...manifest.destinations].reverse(),
    images: reversed(manifest.images),
  };
}

describe('a plan', () => {
  it('is the same, byte for byte, whatever the order of files, blocks and answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        writtenManifests,
        held,
        fc.integer({ min: 1, max: 5 }),
        async (written, registries, workers) => {
          const straight = await planned(desiredState(tree(...written)), inventoryOf(registries));
          const inventory = inventoryOf(registries);
          const late = {
            ...inventory,
            // Later questions are answered first.
            destination: async (...question: Parameters<typeof inventory.destination>) => {
              const turns = question[0].length % 3;
              for (let turn = 0; turn < turns; turn++) await Promise.resolve();
              return inventory.destination(...question);
            },
          };
          const mixed = tree(...written.map(shuffled).reverse());
          const again = await planned(desiredState(mixed), late, { repositoriesPerHost: workers });
          expect(savedText(again)).toBe(savedText(straight));
        },
      ),
    );
  });

  it('survives being saved and read again', async () => {
    await fc.assert(
      fc.asyncProperty(writtenManifests, held, async (written, registries) => {
        const manifests = tree(...written);
        const plan = await planned(desiredState(manifests), inventoryOf(registries));
        const again = locatePlan(parsePlan(savedText(plan)), manifests);
        expect(again.steps).toEqual(plan.steps);
        const inOneFile = plan.blockers.filter(({ kind }) => kind !== 'conflict');
        expect(again.blockers.filter(({ kind }) => kind !== 'conflict')).toHaveLength(inOneFile.length);
        expect(savedText(parsePlan(savedText(plan)))).toBe(savedText(plan));
      }),
    );
  });

  it('says something of every edge exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(writtenManifests, held, async (written, registries) => {
        const plan = await planned(desiredState(tree(...written)), inventoryOf(registries), {
          includeInPlace: true,
        });
        const said = [...plan.steps, ...plan.blockers, ...(plan.inPlace ?? [])].flatMap((item) =>
          item.tags.map((tag) => `${item.destination}:${tag}`),
        );
        const wanted = written.flatMap((manifest) =>
          manifest.destinations.flatMap((registry) =>
            Object.entries(manifest.images).flatMap(([name, map]) =>
              Object.values(map).flatMap((of) => of.map((tag) => `${registry}/${name}:${tag}`)),
            ),
          ),
        );
        expect([...said].sort()).toEqual([...new Set(wanted)].sort());
      }),
    );
  });
});
