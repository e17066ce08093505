import type { ManifestTree, Problem } from '@cip/manifest';
import { isMine } from '@cip/oci';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desiredState } from './desired.js';
import { type Held, inventoryOf, planned, type ReadPlan, savedText, tree } from './fixtures.js';
import { desiredIn, planIn, sharesOf } from './in-shard.js';
import { locatePlan, parsePlan } from './plan-file.js';
import { held, writtenManifests } from './written-manifests.fixture.js';

const counts = fc.integer({ min: 1, max: 5 });
function problem(line: number): Problem {
  return {
    rule: 'tag-format',
    severity: 'error',
    message: `mistake ${line}`,
    remedy: 'Correct it.',
    where: { file: 'images/a/images.yaml', line, column: 1 },
    touches: { subproject: 'a' },
  };
}

describe('shards together', () => {
  it('know how many repositories each of them has', () => {
    fc.assert(
      fc.property(writtenManifests, counts, (written, count) => {
        const desired = desiredState(tree(...written));
        const shares = Array.from(
          { length: count },
          (_, index) => desiredIn(desired, { index, count }).repositories.length,
        );
        expect(sharesOf(desired, count)).toEqual(shares);
      }),
    );
  });

  it('plan exactly what one process plans, each thing once, and ask each repository once', async () => {
    const mistakes = fc.integer({ min: 0, max: 3 });
    await fc.assert(
      fc.asyncProperty(
        writtenManifests,
        fc.option(writtenManifests),
        held,
        counts,
        mistakes,
        async (written, older, registries, count, problems) => {
          const manifests = withMistakes(tree(...written), problems);
          const desired = desiredState(manifests, older ? { since: tree(...older) } : {});
          const faults = { destinations: ['us.example/p/app'] };
          const asked = inventoryOf(registries, faults);
          const whole = await planned(desired, asked, { includeInPlace: true });
          const parts: ReadPlan[] = [];
          const listed: string[] = [];
          for (let index = 0; index < count; index++) {
            const inventory = inventoryOf(registries, faults);
            const part = desiredIn(desired, { index, count });
            parts.push(await planned(part, inventory, { includeInPlace: true }));
            listed.push(...inventory.listed);
          }
          for (const kind of ['steps', 'blockers', 'inPlace'] as const) {
            const together = parts.flatMap((part): readonly unknown[] => part[kind] ?? []);
            expect(texts(together)).toEqual(texts(whole[kind] ?? []));
          }
          expect(parts.reduce((sum, { existing }) => sum + existing, 0)).toBe(whole.existing);
          expect(listed.sort()).toEqual([...asked.listed].sort());
          expect(parts.map(({ manifests: of }) => of)).toEqual(parts.map(() => whole.manifests));
        },
      ),
    );
  });

  it('carry out a plan that was made for all', async () => {
    await fc.assert(
      fc.asyncProperty(writtenManifests, held, counts, async (written, registries, count) => {
        const desired = desiredState(tree(...written));
        const whole = await planned(desired, inventoryOf(registries));
        for (let index = 0; index < count; index++) {
          const shard = { index, count };
          const { existing: _, ...part } = await planned(desiredIn(desired, shard), inventoryOf(registries));
          expect(planIn(whole, shard)).toMatchObject(part);
        }
      }),
    );
  });
});

function withMistakes(sound: ManifestTree, amount: number): ManifestTree {
  return { ...sound, problems: Array.from({ length: amount }, (_, i) => problem(i + 1)) };
}

function texts(items: readonly unknown[]): string[] {
  return items.map((item) => JSON.stringify(item)).sort();
}

describe('a repository that two manifests name differently', () => {
  const outer = {
    name: 'outer',
    source: 's.example/x',
    destinations: ['us.example/p'],
    images: { 'build/app': { A: ['v1'] } },
  };
  const inner = {
    name: 'inner',
    source: 's.example/y',
    destinations: ['us.example/p/build'],
    images: { app: { B: ['v1'] } },
  };

  it.each([2, 3, 4, 5, 6, 7])('is one of %i shards, which finds the conflict', async (count) => {
    const desired = desiredState(tree(outer, inner));
    const plans = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        planned(desiredIn(desired, { index, count }), inventoryOf({})),
      ),
    );
    expect(plans.flatMap(({ blockers }) => blockers).map(({ kind }) => kind)).toEqual(['conflict']);
  });
});

describe('what is wrong with the manifests', () => {
  it('is told by the first shard alone', () => {
    const desired = desiredState(withMistakes(tree(), 2));
    const told = [0, 1, 2].map((index) => desiredIn(desired, { index, count: 3 }).invalid.length);
    expect(told).toEqual([2, 0, 0]);
  });

  it('is told by the first shard alone where the plan was saved', async () => {
    const manifests = withMistakes(tree(), 2);
    const told: number[] = [];
    for (const index of [0, 1]) {
      const plan = await planned(desiredIn(desiredState(manifests), { index, count: 2 }), inventoryOf({}));
      told.push(locatePlan(parsePlan(savedText(plan)), manifests).blockers.length);
    }
    expect(told).toEqual([2, 0]);
  });
});

describe('the saved plan of a shard', () => {
  const manifests = tree({
    name: 'project',
    source: 's.example/x',
    destinations: ['us.example/p'],
    images: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, { A: ['v1'] }])),
  });
  const registries: Held = Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`s.example/x/${name}`, { A: [] }]),
  );

  it('says which one it is', async () => {
    const plan = await planOf(0);
    expect(plan.shard).toEqual({ index: 0, count: 2 });
    expect(plan.steps.length).toBeGreaterThan(0);
    const again = locatePlan(parsePlan(savedText(plan)), manifests);
    expect(again).toMatchObject({ shard: plan.shard, steps: plan.steps });
  });

  it.each([
    ['is no shard', 'one'],
    ['has no count', { index: 0 }],
    ['has no parts', { index: 0, count: 0 }],
    ['is beyond the last', { index: 2, count: 2 }],
    ['is a fraction', { index: 0.5, count: 2 }],
    ['is before the first', { index: -1, count: 2 }],
  ])('is broken where it %s', async (_situation, shard) => {
    const text = JSON.stringify({ ...(await planOf(0)), shard });
    expect(() => parsePlan(text)).toThrow('"shard" is not one of so many parts');
  });

  it('is broken where it has a step of another', async () => {
    const [mine, other] = [await planOf(0), await planOf(1)];
    expect(other.steps.every(({ destination }) => isMine(destination, { index: 1, count: 2 }))).toBe(true);
    const text = JSON.stringify({ ...mine, steps: [...mine.steps, ...other.steps] });
    expect(() => parsePlan(text)).toThrow('is not in its shard 0/2');
  });

  function planOf(index: number): Promise<ReadPlan> {
    return planned(desiredIn(desiredState(manifests), { index, count: 2 }), inventoryOf(registries));
  }
});
