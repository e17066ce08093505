import { expect, it } from 'vitest';
import { Model, randomOf } from './model.fixture.js';
import { type ProductionKind, productionKinds, startProduction } from './model-production.fixture.js';
import { startStore, type StoreKind } from './model-store.fixture.js';
import type { Layout } from './record.js';

/** `CIP_MODEL_STEPS` makes it long and adds registries that are not ours; `CIP_MODEL_SEED` makes it another one; with `CIP_MODEL_COMMAND` the built command has its turn. */
const steps = Number(process.env['CIP_MODEL_STEPS'] ?? 8);
const isLong = process.env['CIP_MODEL_STEPS'] !== undefined;
const firstSeed = Number(process.env['CIP_MODEL_SEED'] ?? 1);

interface Case {
  readonly layout: Layout;
  readonly from: ProductionKind;
  readonly kind: StoreKind;
  readonly seed: number;
  /** Who takes the snapshots. */
  readonly by?: 'library' | 'command';
}

/** The file of the built command. */
const command = process.env['CIP_MODEL_COMMAND'];

const cases: Omit<Case, 'seed'>[] = [
  { layout: 'incremental', from: 'Google listings', kind: 'test registry' },
  { layout: 'incremental', from: 'plain', kind: 'directory' },
  { layout: 'tree', from: 'plain', kind: 'test registry' },
];
const longCases = (['incremental', 'tree'] as const).flatMap((layout) =>
  productionKinds.flatMap((from) =>
    (['test registry', 'docker-registry', 'fleet', 'directory'] as const)
      .filter((kind) => layout === 'incremental' || kind !== 'directory')
      .map((kind) => ({ layout, from, kind })),
  ),
);
const commandCases: Omit<Case, 'seed'>[] = [
  { layout: 'incremental', from: 'plain', kind: 'docker-registry', by: 'command' },
  { layout: 'tree', from: 'docker-registry', kind: 'docker-registry', by: 'command' },
  { layout: 'incremental', from: 'Google listings', kind: 'directory', by: 'command' },
];
const all = isLong ? [...longCases, ...(command === undefined ? [] : commandCases)] : cases;

it.for(all.map((one, i): Case => ({ by: 'library', ...one, seed: firstSeed + i })))(
  'whatever happens, complete snapshots in the layout $layout of $from, $kind, by the $by, are what production was (seed $seed)',
  { timeout: 120_000 + steps * 10_000 },
  async ({ layout, from, kind, seed, by }, { skip }) => {
    const store = await startStore(kind);
    if (typeof store === 'string') return skip(store);
    await using place = store;
    const registry = await startProduction(from);
    if (typeof registry === 'string') return skip(registry);
    await using production = registry;
    const built = by === 'command' && command !== undefined && { command };
    const model = new Model({ production, store: place, layout, random: randomOf(seed), ...built });
    await model.start();
    for (let i = 0; i < steps; i++) await model.step();
    expect(model.states.size).toBeGreaterThan(0);
    await model.check();
  },
);
