import {
  countOrigins,
  type Discovery,
  type NamedDigests,
  type PrefixInventory,
  readPrefix,
} from '@cip/inventory';
import {
  type CallOptions,
  type Completeness,
  describeFailure,
  isMine,
  type Origin,
  type RepositoryInventory,
  type Shard,
} from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import { failedItem, type SnapshotItem } from './snapshot-item.js';

/** How production was read. */
export interface FoundInProduction {
  readonly discovery: Discovery;
  /** Of the set of repositories. */
  readonly set: Completeness;
  /** Of each repository, by its path. */
  readonly known: ReadonlyMap<string, Completeness>;
  /** How many manifests were found by what. */
  readonly origins: Readonly<Record<Origin, number>>;
}

/** What a snapshot is to hold. */
export interface Wanted {
  /** By path below the prefix. */
  readonly repositories: readonly (readonly [name: string, state: RepositoryInventory])[];
  /** What could not be read, so that nobody knows what it holds. */
  readonly unread: readonly SnapshotItem[];
  readonly found: FoundInProduction;
}

export interface ReadWantedOptions extends CallOptions {
  /** What promoter manifests promise; looked for where production does not list what it holds. */
  readonly promised?: NamedDigests;
  /** Repositories of other shards are left out. */
  readonly shard?: Shard;
  /** Called after each repository, with how many were read. */
  readonly onRepository?: (done: number) => void;
}

/** Reads what a prefix of production holds. What cannot be read stops nothing; rejects on abort only. */
export async function readWanted(
  production: { readonly registry: ReadOnlyRegistry; readonly prefix: string },
  { promised, shard, onRepository, signal }: ReadWantedOptions,
): Promise<Wanted> {
  const { registry, prefix } = production;
  let done = 0;
  const inventory = await readPrefix(registry, prefix, {
    ...(signal && { signal }),
    ...(promised && { named: promised }),
    onRepository: () => onRepository?.(++done),
  });
  const isOurs = (name: string): boolean => isMine(`${prefix}/${name}`, shard);
  return {
    repositories: [...inventory.repositories].filter(([name]) => isOurs(name)),
    unread: unreadIn(inventory, prefix, isOurs),
    found: foundIn(inventory),
  };
}

function unreadIn(
  { repositories, unread }: PrefixInventory,
  prefix: string,
  isOurs: (name: string) => boolean,
): SnapshotItem[] {
  if (repositories.size === 0 && unread.length === 0) {
    return [failedItem({ repository: '', digest: '', tags: [] }, nothingThere(prefix))];
  }
  const ours = unread.filter(({ repository }) => repository === '' || isOurs(repository));
  return ours.map(({ repository, failure }) => {
    return { repository, digest: '', tags: [], state: 'failed', reason: describeFailure(failure), failure };
  });
}

function foundIn({ discovery, completeness, repositories, known }: PrefixInventory): FoundInProduction {
  return { discovery, set: completeness, known, origins: countOrigins(repositories.values()) };
}

/** A prefix that is misspelt, and production that was wiped out, look the same: neither is a state to go back to. */
function nothingThere(prefix: string): Error {
  return new Error(
    `${prefix} holds nothing, so there is nothing to go back to; check its name, and what became of it`,
  );
}
