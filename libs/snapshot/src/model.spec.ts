import { buildImage, startRegistry } from '@cip/testing';
import { expect, it } from 'vitest';
import { Model, randomOf } from './model.fixture.js';
import { startStore, type StoreKind } from './model-store.fixture.js';
import type { Layout } from './record.js';

/** `CIP_MODEL_STEPS` makes it long and adds registries that are not ours; `CIP_MODEL_SEED` makes it another one. */
const steps = Number(process.env['CIP_MODEL_STEPS'] ?? 8);
const isLong = process.env['CIP_MODEL_STEPS'] !== undefined;
const firstSeed = Number(process.env['CIP_MODEL_SEED'] ?? 1);

interface Case {
  readonly layout: Layout;
  readonly kind: StoreKind;
  readonly seed: number;
}

const cases: Case[] = [
  { layout: 'incremental', kind: 'test registry', seed: firstSeed },
  { layout: 'incremental', kind: 'directory', seed: firstSeed + 1 },
  { layout: 'tree', kind: 'test registry', seed: firstSeed + 2 },
];
const longCases = (['incremental', 'tree'] as const).flatMap((layout) =>
  (['docker-registry', 'fleet'] as const).map((kind, i): Case => ({ layout, kind, seed: firstSeed + i })),
);

it.for([...cases, ...(isLong ? longCases : [])])(
  'whatever happens, complete snapshots in the layout $layout, $kind, are what production was (seed $seed)',
  { timeout: 120_000 + steps * 10_000 },
  async ({ layout, kind, seed }, { skip }) => {
    const store = await startStore(kind);
    if (typeof store === 'string') return skip(store);
    await using place = store;
    await using production = await startRegistry({ google: true });
    production.seed('prod/app', buildImage('model, always there'), ['always']);
    const model = new Model({ production, store: place, layout, random: randomOf(seed) });
    for (let i = 0; i < steps; i++) await model.step();
    expect(model.states.size).toBeGreaterThan(0);
    await model.check();
  },
);
