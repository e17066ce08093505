import { createRegistry } from '@cip/registry';
import { buildImage, buildMultiPlatform, type Image, startRegistry } from '@cip/testing';
import type { Digest } from '@cip/oci';
import { expect, it } from 'vitest';
import { carryOutPrune } from './carry-out-prune.js';
import { carryOutRestore } from './carry-out-restore.js';
import { registryBackup } from './backup.js';
import { Pair } from './fixtures.js';
import { planPrune } from './plan-prune.js';
import { planRestore } from './plan-restore.js';
import { readSnapshot } from './read-record.js';
import type { Layout } from './record.js';
import { type SnapshotName, snapshotNameAt } from './snapshot-name.js';
import { listSnapshots } from './snapshots.js';

const hour = 3_600_000;
const start = Date.parse('2026-11-25T00:20:00Z');
/** `CIP_MODEL_STEPS` makes it long, `CIP_MODEL_SEED` another one. */
const steps = Number(process.env['CIP_MODEL_STEPS'] ?? 12);
const firstSeed = Number(process.env['CIP_MODEL_SEED'] ?? 1);

const pool: readonly Image[] = [
  ...['a', 'b', 'c', 'd', 'e'].map((name) => buildImage(`model ${name}`)),
  buildImage('model docker', { format: 'docker' }),
  buildMultiPlatform('model index', { layers: 1 }),
  buildMultiPlatform('model other index', { layers: 1 }),
];
const repositories = ['prod/app', 'prod/deep/tool', 'prod/new'];
const tags = ['v1', 'v2', 'v3'];

/** Mulberry32. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

class Model {
  readonly states = new Map<SnapshotName, string[]>();
  readonly log: string[] = [];
  #step = 0;

  constructor(
    private readonly pair: Pair,
    private readonly layout: Layout,
    private readonly random: (below: number) => number,
  ) {}

  async step(): Promise<void> {
    const { random } = this;
    this.#step += 1;
    for (let i = random(4); i > 0; i--) this.#change();
    const kind = random(10);
    if (kind < 2 && this.layout === 'incremental') this.#damage();
    if (kind === 3) await this.#kill();
    await this.#take();
    if (kind > 7) await this.#prune();
  }

  #pick<T>(of: readonly T[]): T {
    return of[this.random(of.length)]!;
  }

  #change(): void {
    const { production } = this.pair;
    const repository = this.#pick(repositories);
    const image = this.#pick(pool);
    const { digest } = image.descriptor;
    const kind = this.random(4);
    // One repository always holds something: an empty prefix is no state to go back to.
    if (kind === 3) production.deleteManifest(repository, digest);
    else {
      production.seed(repository, image);
      if (kind > 0) production.setTag(repository, this.#pick(tags), digest);
    }
    this.log.push(`${this.#step}: ${kind === 3 ? 'delete' : 'add'} ${repository}@${digest.slice(7, 15)}`);
  }

  /** Something of the backup is gone, as after a garbage collection. */
  #damage(): void {
    const { store } = this.pair;
    const places = Object.entries(store.snapshot()).filter(([name]) => name.startsWith('backup/images/'));
    if (places.length === 0) return;
    const [name, { manifests }] = this.#pick(places);
    const digest = this.#pick(Object.keys(manifests)) as Digest | undefined;
    if (digest) store.deleteManifest(name, digest);
    this.log.push(`${this.#step}: lose ${name}@${digest?.slice(7, 15)}`);
    // What the older ones had may be gone for good.
    this.states.clear();
  }

  async #kill(): Promise<void> {
    const stop = new AbortController();
    let left = 1 + this.random(20);
    const end = this.pair.store.onRequest(() => {
      if (--left === 0) stop.abort(new Error('killed'));
    });
    await this.#run(stop.signal).catch(() => undefined);
    end();
    await this.pair.store.idle();
    this.log.push(`${this.#step}: kill`);
  }

  #run(signal?: AbortSignal) {
    const now = start + this.#step * hour;
    return this.pair.afresh((fresh) =>
      fresh.take(snapshotNameAt(now), {
        layout: this.layout,
        clock: () => now,
        // Each run looks at everything, so that each complete snapshot is whole whatever was lost before.
        confirmWithin: 0,
        ...(signal && { signal }),
      }),
    );
  }

  async #take(): Promise<void> {
    const taken = await this.#run();
    expect(['complete', 'already'], this.log.join('\n')).toContain(taken.state);
    const state = this.pair.production.digestSet();
    this.states.set(snapshotNameAt(start + this.#step * hour), state);
  }

  async #prune(): Promise<void> {
    const registry = createRegistry({ rights: 'everything', requestsPerSecond: 0 });
    try {
      const backup = registryBackup(registry, `${this.pair.store.host}/backup`);
      const now = snapshotNameAt(start + this.#step * hour);
      const plan = await planPrune(backup, { hourly: 3, daily: 0, monthly: 0 }, { now });
      await carryOutPrune(backup, plan);
      for (const snapshot of plan.removed) this.states.delete(snapshot);
    } finally {
      await registry.close();
    }
    this.log.push(`${this.#step}: prune`);
  }

  /** Each snapshot that should be whole brings back exactly what production held in its hour. */
  async check(): Promise<void> {
    const there = await listSnapshots(this.pair.backup);
    for (const [snapshot, state] of this.states) {
      expect(there, this.log.join('\n')).toContain(snapshot);
      expect(await this.#restored(snapshot), `${snapshot}\n${this.log.join('\n')}`).toEqual(state);
    }
  }

  async #restored(snapshot: SnapshotName): Promise<string[]> {
    await using empty = await startRegistry({ google: true });
    const registry = createRegistry({ rights: 'write-once', requestsPerSecond: 0 });
    try {
      return await this.pair.afresh(async ({ backup }) => {
        const record = await readSnapshot(backup, snapshot);
        const plan = await planRestore(backup, record, { registry, destination: `${empty.host}/prod` });
        expect([plan.blockers, plan.broken], this.log.join('\n')).toEqual([[], []]);
        await carryOutRestore(backup, plan, { repository: (name) => registry.repository(name) });
        return empty.digestSet();
      });
    } finally {
      await registry.close();
    }
  }
}

it.each([
  { layout: 'incremental', seed: firstSeed },
  { layout: 'incremental', seed: firstSeed + 1 },
  { layout: 'tree', seed: firstSeed },
] as const)(
  'whatever happens, complete snapshots in the layout $layout are what production was (seed $seed)',
  async ({ layout, seed }) => {
    const server = { google: true };
    await using pair = new Pair(await startRegistry(server), await startRegistry(server));
    pair.production.seed('prod/app', buildImage('model, always there'), ['always']);
    const model = new Model(pair, layout, randomOf(seed));
    for (let i = 0; i < steps; i++) await model.step();
    expect(model.states.size).toBeGreaterThan(0);
    await model.check();
  },
  120_000 + steps * 5_000,
);
