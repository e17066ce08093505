import {
  type CallOptions,
  type Digest,
  isIndexType,
  type Listing,
  mediaTypes,
  readManifest,
  type Source,
} from '@cip/oci';
import { type Backup, imagesPath } from './backup.js';
import { isDamage } from './damage.js';
import type { HeldManifest } from './held.js';
import { closureOf, removableIn } from './needed.js';
import type { Unneeded } from './unneeded.js';
import { readRepository } from './read-repository.js';
import type { RecordedRepository, SnapshotRecord } from './record.js';
import { digestInTag, digestTag, indexTag, isIndexTag } from './repository-index.js';
import type { SnapshotName } from './snapshot-name.js';

/** What a backup in the layout incremental can do without. */
export interface UnneededIncrements {
  readonly unneeded: readonly Unneeded[];
  /** Repositories of which nobody knows what kept snapshots need; they are left as they are. */
  readonly leftAlone: readonly string[];
}

export interface PruneIncrementsOptions extends CallOptions {
  readonly kept: readonly SnapshotRecord[];
  readonly gone: readonly SnapshotRecord[];
  /** What is told as the snapshot of something that no record names. */
  readonly now: SnapshotName;
}

/**
 * Finds what no kept record needs by comparing all that is there with all of them, so that what a prune or a run has left
 * that was killed goes, too. Where a registry does not list digests, that is what indexes name which still have their tag.
 */
export async function pruneIncrements(
  backup: Backup,
  { kept, gone, now, ...call }: PruneIncrementsOptions,
): Promise<UnneededIncrements> {
  const names = new Set(
    [...kept, ...gone].flatMap(({ repositories }) => repositories.map(({ name }) => name)),
  );
  const unneeded: Unneeded[] = [];
  const leftAlone: string[] = [];
  for (const [name, listing] of await presentIn(backup, names, call)) {
    const place = `${imagesPath}/${name}`;
    const pruning = new RepositoryPruning(backup.repository(place), listing, call);
    const stay = namedBy(kept, name);
    const contents = await orUndefined(readAll(backup, stay, call), call);
    if (!contents) leftAlone.push(name);
    else {
      const owner = snapshotOf(gone, name) ?? now;
      for (const one of await pruning.unneeded(
        contents,
        new Set(stay.map(({ entry }) => entry.index?.digest)),
      )) {
        unneeded.push({ ...one, place, snapshot: owner });
      }
    }
  }
  return { unneeded, leftAlone };
}

/** All repositories that have images, by name; those that records name where a registry cannot list them. */
async function presentIn(
  backup: Backup,
  names: ReadonlySet<string>,
  call: CallOptions,
): Promise<ReadonlyMap<string, Listing>> {
  const listings = await orUndefined(backup.listings(imagesPath, call), call);
  const below = new Map(
    [...(listings ?? [])].map(([place, one]) => [place.slice(imagesPath.length + 1), one]),
  );
  if (listings) return below;
  for (const name of names) below.set(name, await backup.repository(`${imagesPath}/${name}`).list(call));
  return below;
}

interface NamedEntry {
  readonly record: SnapshotRecord;
  readonly entry: RecordedRepository;
}

/** The different states of a repository that records name. */
function namedBy(records: readonly SnapshotRecord[], name: string): NamedEntry[] {
  const entries = records.flatMap((record) =>
    record.repositories.flatMap((entry) => (entry.name === name ? [{ record, entry }] : [])),
  );
  return [...new Map(entries.map((named) => [named.entry.index?.digest, named])).values()];
}

function snapshotOf(records: readonly SnapshotRecord[], name: string): SnapshotName | undefined {
  return records.find(({ repositories }) => repositories.some((entry) => entry.name === name))?.snapshot;
}

async function readAll(
  backup: Backup,
  named: readonly NamedEntry[],
  call: CallOptions,
): Promise<readonly HeldManifest[]> {
  const held = await Promise.all(
    named.map(({ record, entry }) => readRepository(backup, record, entry, call)),
  );
  return held.flat();
}

/** Undefined where a part of the backup is damaged, or cannot be told. */
async function orUndefined<T>(work: Promise<T>, { signal }: CallOptions): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    signal?.throwIfAborted();
    if (isDamage(error)) return undefined;
    throw error;
  }
}

type Removed = Omit<Unneeded, 'place' | 'snapshot'>;

class RepositoryPruning {
  readonly #types = new Map<Digest, string>();
  readonly #children = new Map<Digest, readonly Digest[]>();

  constructor(
    private readonly place: Source,
    private readonly listing: Listing,
    private readonly call: CallOptions,
  ) {}

  /** Given what kept records name, and the indexes by which they do. */
  async unneeded(
    contents: readonly HeldManifest[],
    indexes: ReadonlySet<Digest | undefined>,
  ): Promise<Removed[]> {
    const keptIndexes = [...indexes].filter((digest) => digest !== undefined);
    const keptTags = new Set(keptIndexes.map(indexTag));
    const roots = [...contents.map(({ digest }) => digest), ...keptIndexes];
    for (const { digest, mediaType } of contents) this.#types.set(digest, mediaType);
    for (const [digest, mediaType] of this.listing.manifests ?? []) this.#types.set(digest, mediaType);
    const { tags } = this.listing;
    const there = this.listing.manifests
      ? new Set(this.listing.manifests.keys())
      : await this.#named(keptTags, new Set(roots));
    const first = removableIn({ tags, digests: there }, { needed: new Set(roots), keptTags });
    if (first.tags.length + first.digests.length === 0) return [];
    // Only now it matters what the kept indexes need.
    await this.#readBelow(roots);
    const needed = closureOf(roots, this.#children);
    const removable = removableIn({ tags, digests: there }, { needed, keptTags });
    return this.#inOrder(removable.tags, removable.digests);
  }

  /** What has a tag of its own, and what the indexes name that no kept record does: nothing else tells of it here. */
  async #named(keptTags: ReadonlySet<string>, roots: ReadonlySet<Digest>): Promise<Set<Digest>> {
    const tagged = [...this.listing.tags.keys()].filter((tag) => !isIndexTag(tag));
    const named = new Set(
      tagged.flatMap((tag) => digestInTag(tag) ?? []).filter((digest) => !roots.has(digest)),
    );
    await this.#readBelow([...named]);
    for (const tag of removableIn({ tags: this.listing.tags, digests: [] }, { needed: new Set(), keptTags })
      .tags) {
      const digest = digestInTag(tag);
      if (!digest) continue;
      await this.#readBelow([digest]);
      for (const one of closureOf([digest], this.#children)) named.add(one);
    }
    return named;
  }

  /** Reads what indexes refer to, down to the last one. What is not there refers to nothing. */
  async #readBelow(roots: readonly Digest[]): Promise<void> {
    for (const digest of roots) {
      if (this.#children.has(digest) || !isIndexType(this.#types.get(digest) ?? mediaTypes.ociIndex))
        continue;
      const manifest = await orUndefined(this.place.fetchManifest(digest, this.call), this.call);
      const children = manifest ? readManifest(manifest).children : [];
      for (const child of children) this.#types.set(child.digest, child.mediaType);
      this.#children.set(
        digest,
        children.map((child) => child.digest),
      );
      await this.#readBelow(children.map((child) => child.digest));
    }
  }

  /**
   * What refers to others goes before them, as some registries keep a manifest that another one refers to. Where only an
   * index tells what is there, it goes last: after a kill the next prune still finds the rest.
   */
  #inOrder(tags: readonly string[], digests: readonly Digest[]): Removed[] {
    const tagOf = new Map(tags.map((tag) => [digestInTag(tag), tag]));
    const removed = digests.map((digest): Removed => {
      const own = [tagOf.get(digest), digestTag(digest)].filter((tag) => tag !== undefined);
      return {
        digest,
        mediaType: this.#types.get(digest) ?? mediaTypes.ociIndex,
        tags: own.filter((tag) => this.listing.tags.has(tag)),
      };
    });
    const known = new Set(digests);
    const bare = tags.flatMap((tag): Removed[] => {
      const digest = digestInTag(tag);
      return digest && !known.has(digest) ? [{ digest, mediaType: mediaTypes.ociIndex, tags: [tag] }] : [];
    });
    const isState = ({ digest }: Removed): boolean => tagOf.has(digest);
    const states = [...removed.filter(isState), ...bare];
    const images = removed.filter((one) => !isState(one));
    const parents = images.filter(({ mediaType }) => isIndexType(mediaType));
    const others = images.filter(({ mediaType }) => !isIndexType(mediaType));
    return this.listing.manifests ? [...states, ...parents, ...others] : [...parents, ...others, ...states];
  }
}
