import { createRegistry, type ReadOnlyRegistry } from '@cip/registry';
import { type Image, startRegistry, type TestRegistry } from '@cip/testing';
import { expect } from 'vitest';
import { carryOutPrune, type PrunableBackup } from './carry-out-prune.js';
import { carryOutRestore } from './carry-out-restore.js';
import { descendantsOf, pool, sha512, signature } from './model-content.fixture.js';
import type { ModelStore } from './model-store.fixture.js';
import { planPrune } from './plan-prune.js';
import { planRestore } from './plan-restore.js';
import { readContents } from './read-contents.js';
import { readSnapshot } from './read-record.js';
import type { Layout } from './record.js';
import { recordTag, type SnapshotName, snapshotNameAt } from './snapshot-name.js';
import { listSnapshots, recordsPath } from './snapshots.js';
import { takeSnapshot } from './take-snapshot.js';
import type { TakenSnapshot } from './taken-snapshot.js';
import { placeOf } from './backup.js';

const hour = 3_600_000;
const start = Date.parse('2026-11-25T00:20:00Z');
const repositories = ['prod/app', 'prod/deep/tool', 'prod/new'];
const tags = ['v1', 'v2', 'v3'];

/** Mulberry32. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export interface ModelParts {
  readonly production: TestRegistry;
  readonly store: ModelStore;
  readonly layout: Layout;
  readonly random: (below: number) => number;
}

/**
 * Production that changes at random, and its backup, which is killed, pruned, damaged and collected in between. It knows what
 * each complete snapshot must bring back.
 */
export class Model {
  readonly states = new Map<SnapshotName, string[]>();
  readonly log: string[] = [];
  #step = 0;

  constructor(private readonly parts: ModelParts) {}

  async step(): Promise<void> {
    const { random, layout, store } = this.parts;
    this.#step += 1;
    for (let i = random(5); i > 0; i--) this.#change();
    const kind = random(10);
    if (kind < 2 && layout === 'incremental') await this.#damage();
    if (kind === 2) await this.#damageRecord();
    if (kind === 3) await this.#kill();
    if (kind === 4 && store.collectGarbage) await this.#collectGarbage(store.collectGarbage);
    await this.#take();
    if (kind > 7) await this.#prune();
  }

  /** Each snapshot that should be whole brings back exactly what production held in its hour. */
  async check(): Promise<void> {
    const there = await this.#withBackup((backup) => listSnapshots(backup));
    for (const [snapshot, state] of this.states) {
      expect(there, this.log.join('\n')).toContain(snapshot);
      await this.#expectRestored(snapshot, state);
    }
  }

  #pick<T>(of: readonly T[]): T {
    return of[this.parts.random(of.length)] ?? expect.fail('there is nothing to pick from');
  }

  #note(what: string): void {
    this.log.push(`${this.#step}: ${what}`);
  }

  #withBackup<T>(work: (backup: PrunableBackup) => Promise<T>): Promise<T> {
    return this.parts.store.withBackup(work);
  }

  #change(): void {
    const { production, random, store } = this.parts;
    const repository = this.#pick(repositories);
    const image = this.#pick(pool);
    const kind = random(9);
    if (kind < 2) this.#delete(repository, image);
    else if (kind === 2) {
      const child = descendantsOf(image)[0];
      if (child) this.#delete(repository, child);
    } else if (kind === 3) this.#add(repository, signature.image, [signature.tag]);
    else if (kind === 4 && store.takesSha512) this.#add(repository, sha512, []);
    else this.#add(repository, image, kind > 6 ? [] : [this.#pick(tags)]);
    expect(production.digestSet().length).toBeGreaterThan(0);
  }

  #add(repository: string, image: Image, own: readonly string[]): void {
    const { production } = this.parts;
    production.seed(repository, image);
    for (const tag of own) production.setTag(repository, tag, image.descriptor.digest);
    this.#note(`add ${repository}@${short(image.descriptor.digest)} ${own.join()}`);
  }

  #delete(repository: string, { descriptor: { digest } }: Image): void {
    this.parts.production.deleteManifest(repository, digest);
    this.#note(`delete ${repository}@${short(digest)}`);
  }

  /** An image of the last snapshot is gone. */
  async #damage(): Promise<void> {
    await this.#withBackup(async (backup) => {
      const last = (await listSnapshots(backup)).at(-1);
      if (last === undefined) return;
      const record = await readSnapshot(backup, last);
      const { contents } = await readContents(backup, record, {});
      const entry = this.#pick(record.repositories);
      const digests = [...(contents.get(entry.name) ?? []).map(({ digest }) => digest)];
      const digest = this.#pick([...digests, ...(entry.index ? [entry.index.digest] : [])]);
      await this.parts.store.lose(backup, placeOf(record, entry), digest);
      this.#note(`lose ${entry.name}@${short(digest)}`);
    });
    // What the older ones had may be gone for good.
    this.states.clear();
  }

  /** The record of one snapshot is gone, or its content is. */
  async #damageRecord(): Promise<void> {
    await this.#withBackup(async (backup) => {
      const there = await listSnapshots(backup);
      if (there.length === 0) return;
      const snapshot = this.#pick(there);
      const record = await backup.repository(recordsPath).resolve(recordTag(snapshot));
      if (record) await this.parts.store.lose(backup, recordsPath, record.digest);
      this.states.delete(snapshot);
      this.#note(`lose the record of ${snapshot}`);
    });
  }

  async #collectGarbage(collect: () => Promise<void>): Promise<void> {
    try {
      await collect();
      this.#note('garbage-collect -m');
    } catch {
      // It fails where nothing is there, or a repository has no tag, and deletes nothing then.
      this.#note('garbage-collect -m failed');
    }
    // A tree loses what has no tag.
    if (this.parts.layout === 'tree') this.states.clear();
  }

  async #kill(): Promise<void> {
    const stop = new AbortController();
    let left = 1 + this.parts.random(12);
    const onProgress = (): void => {
      if (--left === 0) stop.abort(new Error('killed'));
    };
    await this.#run({ signal: stop.signal, onProgress }).catch(() => undefined);
    this.#note('kill');
  }

  #run(more: object = {}): Promise<TakenSnapshot> {
    const now = start + this.#step * hour;
    return this.#withReader((registry) =>
      this.#withBackup((backup) =>
        takeSnapshot({
          production: { registry, prefix: `${this.parts.production.host}/prod` },
          backup,
          layout: this.parts.layout,
          snapshot: snapshotNameAt(now),
          clock: () => now,
          // Each run looks at everything, so that each complete snapshot is whole whatever was lost before.
          confirmWithin: 0,
          ...more,
        }),
      ),
    );
  }

  async #withReader<T>(work: (registry: ReadOnlyRegistry) => Promise<T>): Promise<T> {
    const registry = createRegistry({ requestsPerSecond: 0, retryDeadline: 5000 });
    try {
      return await work(registry);
    } finally {
      await registry.close();
    }
  }

  async #take(): Promise<void> {
    const { state, record, items } = await this.#run();
    const log = () => `${this.log.join('\n')}\n${JSON.stringify(items.filter((item) => item.reason))}`;
    expect(['complete', 'already'], log()).toContain(state);
    const lost = new Set(record?.lost.map(({ digest }) => digest));
    const lines = this.parts.production.digestSet();
    this.states.set(
      snapshotNameAt(start + this.#step * hour),
      lines.filter((line) => !lost.has(digestIn(line))),
    );
    // The newest one is whole whatever happened before.
    if (this.states.size === 1) await this.check();
  }

  async #prune(): Promise<void> {
    await this.#withBackup(async (backup) => {
      const now = snapshotNameAt(start + this.#step * hour);
      const plan = await planPrune(backup, { hourly: 3, daily: 0, monthly: 0 }, { now });
      const items = await carryOutPrune(backup, plan);
      expect(
        items.filter(({ state }) => state === 'failed' && !isOfDamaged(plan.unreadable)),
        this.log.join('\n'),
      ).toEqual([]);
      for (const snapshot of plan.removed) this.states.delete(snapshot);
    });
    this.#note('prune');
  }

  async #expectRestored(snapshot: SnapshotName, state: readonly string[]): Promise<void> {
    await using empty = await startRegistry({ google: true });
    const registry = createRegistry({ rights: 'write-once', requestsPerSecond: 0 });
    try {
      await this.#withBackup(async (backup) => {
        const record = await readSnapshot(backup, snapshot);
        const plan = await planRestore(backup, record, { registry, destination: `${empty.host}/prod` });
        expect([plan.blockers, plan.broken], `${snapshot}\n${this.log.join('\n')}`).toEqual([[], []]);
        await carryOutRestore(backup, plan, { repository: (name) => registry.repository(name) });
      });
      expect(withoutChildren(empty.digestSet(), state), `${snapshot}\n${this.log.join('\n')}`).toEqual(state);
    } finally {
      await registry.close();
    }
  }
}

function isOfDamaged(unreadable: readonly SnapshotName[]): boolean {
  return unreadable.length > 0;
}

/** An index comes back with the children that production had lost by then, and the backup had not. */
function withoutChildren(restored: readonly string[], state: readonly string[]): string[] {
  const expected = new Set(state);
  const below = new Set<string>(
    [...pool].flatMap((image) => descendantsOf(image).map(({ descriptor }) => descriptor.digest)),
  );
  return restored.filter((line) => expected.has(line) || !(line.endsWith(',-') && below.has(digestIn(line))));
}

function digestIn(line: string): string {
  return /@([^,]+),/.exec(line)?.[1] ?? '';
}

function short(digest: string): string {
  return digest.slice(7, 15);
}
