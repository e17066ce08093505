import type { HeldManifest } from './held.js';
import type { SnapshotName } from './snapshot-name.js';

/** A manifest of a backup that no snapshot needs any more. */
export interface Unneeded extends Pick<HeldManifest, 'digest' | 'mediaType' | 'tags'> {
  /** The one that goes with it; of what no record names, the hour of the prune. */
  readonly snapshot: SnapshotName;
  /** Path of the repository below the backup. */
  readonly place: string;
}
