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
  type Digest,
  describeFailure,
  isMine,
  type Listing,
  type Origin,
  type RepositoryInventory,
  type Shard,
} from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import type { PromisedImages } from './as-before.js';
import { failedItem, type SnapshotItem } from './snapshot-item.js';

/** How production was read. */
export interface FoundInProduction {
  readonly discovery: Discovery;
  /** Of the set of repositories. */
  readonly set: Completeness;
  /** Of each repository, by its path. */
  readonly known: ReadonlyMap<string, Completeness>;
  /** How many manifests were found by what; `record`: by the base, as their repository is as it was. */
  readonly origins: Readonly<Record<Origin | 'record', number>>;
}

/** What a snapshot is to hold. */
export interface Wanted {
  /** By path below the prefix. */
  readonly repositories: readonly (readonly [name: string, state: RepositoryInventory])[];
  /** Repositories that are as the base says, with what of them is known without reading them. */
  readonly asBefore: ReadonlyMap<string, ReadonlySet<Digest>>;
  /** Whether a repository is one of this shard. */
  readonly isOurs: (repository: string) => boolean;
  /** What could not be read, so that nobody knows what it holds. */
  readonly unread: readonly SnapshotItem[];
  readonly found: FoundInProduction;
}

export interface ReadWantedOptions extends CallOptions {
  /** What promoter manifests promise; looked for where production does not list what it holds. */
  readonly promised?: PromisedImages;
  /** Gives what is known of a repository that is as the base says; undefined where it has to be read. Default: never. */
  readonly isAsBefore?: (repository: string, listing: Listing) => Promise<ReadonlySet<Digest> | undefined>;
  /** Repositories of other shards are left out. */
  readonly shard?: Shard;
  /** Called after each repository, with how many were read. */
  readonly onRepository?: (done: number) => void;
}

/** Reads what a prefix of production holds. What cannot be read stops nothing; rejects on abort only. */
export async function readWanted(
  production: { readonly registry: ReadOnlyRegistry; readonly prefix: string },
  { promised, shard, isAsBefore, onRepository, signal }: ReadWantedOptions,
): Promise<Wanted> {
  const { registry, prefix } = production;
  let done = 0;
  const asBefore = new Map<string, ReadonlySet<Digest>>();
  const isOurs = (name: string): boolean => isMine(`${prefix}/${name}`, shard);
  const isKnown = async (name: string, listing: Listing): Promise<boolean> => {
    const known = isOurs(name) ? await isAsBefore?.(name, listing) : undefined;
    if (known) asBefore.set(name, known);
    return known !== undefined;
  };
  const inventory = await readPrefix(registry, prefix, {
    ...(signal && { signal }),
    ...(promised && { named: digestsOf(promised) }),
    isKnown,
    onRepository: () => onRepository?.(++done),
  });
  return {
    repositories: [...inventory.repositories].filter(([name]) => isOurs(name)),
    asBefore,
    isOurs,
    unread: asBefore.size > 0 ? failuresIn(inventory, isOurs) : unreadIn(inventory, prefix, isOurs),
    found: foundIn(inventory),
  };
}

function unreadIn(
  inventory: PrefixInventory,
  prefix: string,
  isOurs: (name: string) => boolean,
): SnapshotItem[] {
  if (inventory.repositories.size === 0 && inventory.unread.length === 0) {
    return [failedItem({ repository: '', digest: '', tags: [] }, nothingThere(prefix))];
  }
  return failuresIn(inventory, isOurs);
}

function failuresIn({ unread }: PrefixInventory, isOurs: (name: string) => boolean): SnapshotItem[] {
  const ours = unread.filter(({ repository }) => repository === '' || isOurs(repository));
  return ours.map(({ repository, failure }) => {
    return { repository, digest: '', tags: [], state: 'failed', reason: describeFailure(failure), failure };
  });
}

function foundIn({ discovery, completeness, repositories, known }: PrefixInventory): FoundInProduction {
  const origins = { ...countOrigins(repositories.values()), record: 0 };
  return { discovery, set: completeness, known, origins };
}

function digestsOf(promised: PromisedImages): NamedDigests {
  return new Map([...promised].map(([name, images]) => [name, new Set(images.keys())]));
}

/** A prefix that is misspelt, and production that was wiped out, look the same: neither is a state to go back to. */
function nothingThere(prefix: string): Error {
  return new Error(
    `${prefix} holds nothing, so there is nothing to go back to; check its name, and what became of it`,
  );
}
