import type { DestinationFacts } from '@cip/copy';
import {
  type Digest,
  type Listing,
  type RepositoryInventory,
  type Source,
  type WriteOnceTarget,
} from '@cip/oci';
import { type Backup, placeOf } from './backup.js';
import type { Base } from './base.js';
import type { ChosenTree } from './choose-tree.js';
import { type HeldManifest, sortedHeld, stateOf } from './held.js';
import type { BackupJob, LayoutWriter, RepositoryWork } from './layout-writer.js';
import type { RecordedRepository } from './record.js';
import type { SnapshotName } from './snapshot-name.js';

/**
 * Copies all images to a tree of their own, such as `YYYY/MM/DD/HH/<repository>`. Their blobs are mounted from the base, or from
 * production where it is on the same host.
 */
export class TreeWriter implements LayoutWriter {
  constructor(
    private readonly backup: Backup<WriteOnceTarget>,
    private readonly production: (repository: string) => Source,
    private readonly snapshot: SnapshotName,
    private readonly base: Base | undefined,
    private readonly tree: ChosenTree,
  ) {}

  place(name: string): WriteOnceTarget {
    return this.backup.repository(this.#path(name));
  }

  prepare(name: string, state: RepositoryInventory): Promise<RepositoryWork> {
    const shared = {
      kind: 'copy' as const,
      source: this.production(name),
      target: this.place(name),
      repository: name,
      facts: factsOf(this.tree.begun.get(this.#path(name))),
    };
    const inBase = new Set(this.base?.repositories.get(name)?.manifests?.map(({ digest }) => digest));
    const jobs = [...state.manifests.values()].map(({ digest, tags }): BackupJob => {
      const mountFrom = inBase.has(digest) ? this.#placeInBase(name) : this.#placePassedOver(name);
      return { ...shared, digest, tags, productionTags: tags, ...(mountFrom !== undefined && { mountFrom }) };
    });
    return Promise.resolve({ name, state, jobs, kept: new Map() });
  }

  finish({ name }: RepositoryWork, held: readonly HeldManifest[]): Promise<RecordedRepository> {
    const { path } = this.tree;
    const tree = path === this.snapshot ? {} : { tree: path };
    return Promise.resolve({ name, state: stateOf(held), ...tree, manifests: sortedHeld(held) });
  }

  #path(name: string): string {
    return `${this.tree.path}/${name}`;
  }

  #placeInBase(name: string): string | undefined {
    const entry = this.base?.repositories.get(name);
    return this.base && entry && this.backup.repository(placeOf(this.base.record, entry)).name.repository;
  }

  /** An earlier try may have brought it; a mount that is not taken goes on as an upload. */
  #placePassedOver(name: string): string | undefined {
    const tree = this.tree.passedOver.at(-1);
    return tree && this.backup.repository(`${tree}/${name}`).name.repository;
  }
}

/** In a tree that somebody has begun, tags that are not there are looked up each time: it may be growing still. */
function factsOf(listing: Listing | undefined): DestinationFacts {
  if (!listing) return { exists: false, readAt: Date.now() };
  const { manifests, tags } = listing;
  return {
    exists: true,
    readAt: 0,
    tags,
    ...(manifests && { manifests: new Set<Digest>(manifests.keys()) }),
  };
}
