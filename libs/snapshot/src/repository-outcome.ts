import type { Digest } from '@cip/oci';
import type { Lost, RecordedRepository } from './record.js';
import type { SnapshotItem } from './snapshot-item.js';

/** What became of one repository in a run. */
export interface RepositoryOutcome {
  readonly name: string;
  /** What the backup has of it; undefined where it has nothing, or that could not be written down. */
  readonly entry?: RecordedRepository;
  /** What the entry stands for, as far as it was read. */
  readonly digests: ReadonlySet<Digest>;
  /** How many manifests the entry stands for. */
  readonly images: number;
  readonly items: readonly SnapshotItem[];
  readonly lost: readonly Lost[];
}

/** That of a repository about which nothing else is known. */
export function itemsAlone(name: string, items: readonly SnapshotItem[]): RepositoryOutcome {
  return { name, digests: new Set(), images: 0, items, lost: [] };
}
