import type { Digest } from '@cip/oci';
import { sortBy } from 'es-toolkit/array';
import { type ConfirmationPlan, isCurrent } from './choose-confirmations.js';
import type { CopiedRepositories } from './copy-repositories.js';
import type { FoundInProduction, Wanted } from './read-wanted.js';
import type { Layout, NotTaken, Predecessor, RecordedRepository, SnapshotRecord } from './record.js';
import type { SnapshotItem } from './snapshot-item.js';
import type { SnapshotName } from './snapshot-name.js';

/** What a run has done for one prefix of production. */
export interface TakenSnapshot {
  /**
   * `already`: another run had finished it. `part`: this part is taken, and others are not yet. `partial`: something
   * failed, and the record names it. `incomplete`: nothing could be taken, or not be written down, so that it has no record.
   */
  readonly state: 'complete' | 'already' | 'part' | 'partial' | 'incomplete';
  /** Of `complete`, `partial` and `already`. */
  readonly record?: SnapshotRecord;
  /** What the snapshot has of each repository, by path, and was seen there lately; undefined for `already`. */
  readonly contents?: ReadonlyMap<string, ReadonlySet<Digest>>;
  readonly items: readonly SnapshotItem[];
  /** Manifests in the snapshot. */
  readonly images: number;
  /** Bytes of blobs. */
  readonly bytesCopied: number;
  readonly bytesMounted: number;
  readonly found?: FoundInProduction;
  /** Since when all that the snapshot has was seen in the backup. RFC 3339; undefined where nothing is believed unseen. */
  readonly confirmedSince?: string;
}

/** What a run did, apart from what became of its record. */
export type Done = Omit<TakenSnapshot, 'state' | 'record'>;

export const nothingDone: Done = { items: [], images: 0, bytesCopied: 0, bytesMounted: 0 };

export function doneIn(
  { unread, found, asBefore }: Wanted,
  { outcomes, bytesCopied, bytesMounted }: CopiedRepositories,
  plan: ConfirmationPlan,
): Done {
  const held = outcomes.filter(({ entry }) => entry);
  const current = held.filter(({ entry }) => entry && isCurrent(entry, plan));
  const overdue = held.flatMap(({ name, entry }) =>
    entry && !isCurrent(entry, plan) ? [overdueItem(name, entry)] : [],
  );
  const times = outcomes.flatMap(({ entry }) => entry?.confirmed ?? []).sort();
  return {
    items: sortBy(
      [...unread, ...outcomes.flatMap(({ items }) => items), ...overdue],
      ['repository', 'digest'],
    ),
    contents: new Map(current.map(({ name, digests }) => [name, digests])),
    found: { ...found, origins: { ...found.origins, record: imagesIn(outcomes, asBefore) } },
    ...(times[0] !== undefined && { confirmedSince: times[0] }),
    images: held.reduce((sum, { images }) => sum + images, 0),
    bytesCopied,
    bytesMounted,
  };
}

/** The snapshot is what it should be, as far as anybody knows, and nobody knows for too long. */
function overdueItem(repository: string, { confirmed }: RecordedRepository): SnapshotItem {
  const since = confirmed === undefined ? '' : ` since ${confirmed}`;
  const reason = `nobody could confirm${since} that the backup still has this repository`;
  return { repository, digest: '', tags: [], state: 'missing', reason };
}

function imagesIn(outcomes: CopiedRepositories['outcomes'], asBefore: Wanted['asBefore']): number {
  return outcomes.reduce((sum, { name, images }) => sum + (asBefore.has(name) ? images : 0), 0);
}

/** Whether all that production holds is in the snapshot, or lost in production itself. */
export function isWhole({ items }: Done): boolean {
  return items.every(({ state }) => state !== 'failed');
}

/** What could not be taken, as a partial record names it. */
export function failedIn({ items }: Done): NotTaken[] {
  return items.flatMap(({ repository, digest, tags, state, reason = '' }) =>
    state === 'failed' ? [{ repository, digest, tags, reason }] : [],
  );
}

/** What every record of a run says of it. */
export interface RecordFacts {
  readonly snapshot: SnapshotName;
  readonly layout: Layout;
  readonly production: string;
  readonly previous: Predecessor | undefined;
  /** Milliseconds since the epoch. */
  readonly finished: number;
}

/** Makes the record of a snapshot of parts that each know some of its repositories. */
export function recordOf(
  { snapshot, layout, production, previous, finished }: RecordFacts,
  parts: readonly Pick<SnapshotRecord, 'repositories' | 'lost'>[],
): SnapshotRecord {
  return {
    version: 1,
    snapshot,
    layout,
    production,
    ...(previous && { previous }),
    finished: new Date(finished).toISOString(),
    repositories: sortBy(
      parts.flatMap(({ repositories }) => repositories),
      ['name'],
    ),
    lost: sortBy(
      parts.flatMap(({ lost }) => lost),
      ['repository', 'digest'],
    ),
  };
}

/** What the outcomes of a run add to its record. */
export function recordedIn({ outcomes }: CopiedRepositories): Pick<SnapshotRecord, 'repositories' | 'lost'> {
  return {
    repositories: outcomes.flatMap(({ entry }) => entry ?? []),
    lost: outcomes.flatMap(({ lost }) => lost),
  };
}
