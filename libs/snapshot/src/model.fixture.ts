import { createRegistry, type ReadOnlyRegistry } from '@cip/registry';
import { type Digest, readManifest } from '@cip/oci';
import { type Image, startRegistry } from '@cip/testing';
import { expect } from 'vitest';
import { carryOutPrune, type PrunableBackup } from './carry-out-prune.js';
import { carryOutRestore } from './carry-out-restore.js';
import { type CommandRun, killCommand, type ModelTaken, takeByCommand } from './model-command.fixture.js';
import { always, descendantsOf, pool, sha512, signature } from './model-content.fixture.js';
import type { ModelProduction } from './model-production.fixture.js';
import type { ModelStore, Storage } from './model-store.fixture.js';
import { planPrune } from './plan-prune.js';
import { planRestore } from './plan-restore.js';
import { readContents } from './read-contents.js';
import { readSnapshot } from './read-record.js';
import type { Layout } from './record.js';
import { recordTag, type SnapshotName, snapshotNameAt } from './snapshot-name.js';
import { listSnapshots, recordsPath } from './snapshots.js';
import { takeSnapshot } from './take-snapshot.js';
import { placeOf } from './backup.js';
import { verifySnapshot } from './verify-snapshot.js';

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
  readonly production: ModelProduction;
  readonly store: ModelStore;
  readonly layout: Layout;
  readonly random: (below: number) => number;
  /** The file of the built command, when runs are its; default: they are those of the library. */
  readonly command?: string;
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

  async start(): Promise<void> {
    await this.parts.production.add('prod/app', always, ['always']);
  }

  async step(): Promise<void> {
    const { random, layout, store } = this.parts;
    this.#step += 1;
    for (let i = random(5); i > 0; i--) await this.#change();
    const kind = random(12);
    if (kind < 2 && layout === 'incremental') await this.#damage();
    if (kind === 2) await this.#damageRecord();
    if (kind === 3) await this.#kill();
    if (kind === 4 && store.collectGarbage) await this.#collectGarbage(store.collectGarbage);
    if (kind === 5 && store.storage) await this.#loseBlob(store.storage);
    if (kind === 6 && store.storage) await this.#rot(store.storage);
    else await this.#take();
    if (kind > 9) await this.#prune();
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

  async #change(): Promise<void> {
    const { production, random, store } = this.parts;
    const repository = this.#pick(repositories);
    const image = this.#pick(pool);
    const kind = random(9);
    if (kind < 2) await this.#delete(repository, image);
    else if (kind === 2) {
      const child = descendantsOf(image)[0];
      if (child) await this.#delete(repository, child);
    } else if (kind === 3) await this.#add(repository, signature.image, [signature.tag]);
    else if (kind === 4 && store.takesSha512 && production.takesSha512)
      await this.#add(repository, sha512, []);
    else await this.#add(repository, image, kind > 6 ? [] : [this.#pick(tags)]);
    expect(production.state().length).toBeGreaterThan(0);
  }

  async #add(repository: string, image: Image, own: readonly string[]): Promise<void> {
    await this.parts.production.add(repository, image, own);
    this.#note(`add ${repository}@${short(image.descriptor.digest)} ${own.join()}`);
  }

  async #delete(repository: string, { descriptor: { digest } }: Image): Promise<void> {
    await this.parts.production.delete(repository, digest);
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

  /** Content of the last snapshot: its manifests, and what they refer to. */
  async #content(): Promise<{ readonly place: string; readonly digest: Digest; readonly isBlob: boolean }[]> {
    return this.#withBackup(async (backup) => {
      const last = (await listSnapshots(backup)).at(-1);
      if (last === undefined) return [];
      const record = await readSnapshot(backup, last);
      const { contents } = await readContents(backup, record, {});
      const found = [];
      for (const entry of record.repositories) {
        const place = placeOf(record, entry);
        for (const { digest } of contents.get(entry.name) ?? []) {
          found.push({ place, digest, isBlob: false });
          const manifest = await backup.repository(place).fetchManifest(digest);
          const { blobs } = manifest ? readManifest(manifest) : { blobs: [] };
          found.push(...blobs.map((blob) => ({ place, digest: blob.digest, isBlob: true })));
        }
      }
      return found;
    });
  }

  /** A blob of the last snapshot is gone from the disk. */
  async #loseBlob(storage: Storage): Promise<void> {
    const blobs = (await this.#content()).filter(({ isBlob }) => isBlob);
    if (blobs.length === 0) return;
    const { digest } = this.#pick(blobs);
    await storage.lose(digest);
    this.#note(`lose the blob ${short(digest)}`);
    this.states.clear();
  }

  /**
   * A bit of the last snapshot flips. The next run brings back the newest state; or it fails, or its snapshot is found
   * wanting byte by byte, and then it is whole once what is damaged has been taken away.
   */
  async #rot(storage: Storage): Promise<void> {
    const content = await this.#content();
    if (content.length === 0) return this.#take();
    const { place, digest, isBlob } = this.#pick(content);
    await storage.flip(place, digest);
    this.#note(`flip a bit of ${place}@${short(digest)}`);
    this.states.clear();
    const { state, items, record } = await this.#run();
    const lost = new Set(record?.lost.map((one) => one.digest));
    const isTold = items.some(
      (one) => one.state === 'failed' || (one.state === 'missing' && !lost.has(one.digest)),
    );
    const bad = state === 'complete' && !isTold ? await this.#faults() : [digest];
    const log = () => `${this.log.join('\n')}\n${JSON.stringify([state, bad, items])}`;
    expect(['complete', 'partial', 'incomplete'], log()).toContain(state);
    const told = items.filter((item) => item.reason?.endsWith('has it again'));
    expect(
      told.filter((item) => bad.includes(item.digest)),
      log(),
    ).toEqual([]);
    if (bad.length === 0) return this.#expectWhole(record?.lost);
    if (!isBlob) await this.#withBackup((backup) => this.parts.store.lose(backup, place, digest));
    await storage.lose(digest);
    this.#note('take away what is damaged');
    this.#step += 1;
    await this.#take();
  }

  /** What a look at every byte finds. */
  async #faults(): Promise<string[]> {
    return this.#withBackup(async (backup) => {
      const record = await readSnapshot(backup, this.#snapshot);
      const { faults } = await verifySnapshot(backup, record, { level: 'blobs' });
      return faults.map(({ digest }) => digest);
    });
  }

  /** The record of one snapshot is gone, or its content is. */
  async #damageRecord(): Promise<void> {
    await this.#withBackup(async (backup) => {
      const there = await listSnapshots(backup);
      if (there.length === 0) return;
      const snapshot = this.#pick(there);
      // One that is damaged already is left as it is.
      const record = await backup
        .repository(recordsPath)
        .resolve(recordTag(snapshot))
        .catch(() => undefined);
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
    const { command, random } = this.parts;
    this.#note('kill');
    if (command !== undefined) return killCommand(this.#commandRun(command), random(2000));
    const stop = new AbortController();
    let left = 1 + this.parts.random(12);
    const onProgress = (): void => {
      if (--left === 0) stop.abort(new Error('killed'));
    };
    await this.#run({ signal: stop.signal, onProgress }).catch(() => undefined);
  }

  #commandRun(command: string): CommandRun {
    const { production, store, layout } = this.parts;
    return { command, from: `${production.host}/prod`, store, layout, snapshot: this.#snapshot };
  }

  #run(more: object = {}): Promise<ModelTaken> {
    const { command } = this.parts;
    if (command !== undefined) return takeByCommand(this.#commandRun(command));
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
    await this.#expectWhole(record?.lost);
  }

  get #snapshot(): SnapshotName {
    return snapshotNameAt(start + this.#step * hour);
  }

  /** The newest one, whatever happened before. */
  async #expectWhole(
    missing: readonly { readonly repository: string; readonly digest: string }[] = [],
  ): Promise<void> {
    // What one repository has lost, another one may still have.
    const lost = missing.map(({ repository, digest }) => `prod/${repository}@${digest},`);
    const lines = this.parts.production.state();
    this.states.set(
      this.#snapshot,
      lines.filter((line) => !lost.some((prefix) => line.startsWith(prefix))),
    );
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
