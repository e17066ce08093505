import {
  type CallOptions,
  type Completeness,
  type Digest,
  type Failure,
  failureOf,
  formatRepositoryName,
  type Listing,
  type Origin,
  origins,
  type RepositoryInventory,
} from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import { completenessOf } from './completeness-of.js';
import { failureToTakeWhole, takeInventory } from './take-inventory.js';
import { type RepositorySet, RepositoryWalk } from './walk-repositories.js';

/** Digests that promoter manifests name, by repository with its registry. */
export type NamedDigests = ReadonlyMap<string, ReadonlySet<Digest>>;

/** A part of a registry that could not be read. */
export interface Unread {
  /** Path below the prefix; empty for the prefix itself. */
  readonly repository: string;
  readonly failure: Failure;
}

/** All that lies below one prefix of a registry. */
export interface PrefixInventory extends RepositorySet {
  /** What each repository holds, by its path below the prefix; those that hold nothing are left out. */
  readonly repositories: ReadonlyMap<string, RepositoryInventory>;
  readonly unread: readonly Unread[];
  /** What is known of each repository, by its path below the prefix; of those that hold nothing if that may not be all. */
  readonly known: ReadonlyMap<string, Completeness>;
}

export interface ReadPrefixOptions extends CallOptions {
  /** What to look for where the registry does not list it. Default: nothing. */
  readonly named?: NamedDigests;
  /**
   * What to do with images that the prefix itself holds: `refuse` tells them as unread, since they have no path below it;
   * `keep` has them under the empty path. Default `refuse`.
   */
  readonly ownImages?: 'refuse' | 'keep';
  /** Where a registry lists tags only: the one tag to ask for, and nothing that manifests name. Default: all. */
  readonly tag?: string;
  /**
   * Whether a repository is known by its listing, so that nothing more has to be asked; it is left out of the repositories
   * then. Must not reject, except on abort. Default: none is.
   */
  readonly isKnown?: (repository: string, listing: Listing) => Promise<boolean>;
  /** Called after each repository that was read. */
  readonly onRepository?: () => void;
}

/**
 * Reads what lies below a prefix, `HOST/PATH` or `HOST`. What cannot be read is told and stops nothing else; rejects on
 * abort only. A registry that names no repositories is unread, unless manifests name some.
 */
export async function readPrefix(
  registry: ReadOnlyRegistry,
  prefix: string,
  options: ReadPrefixOptions = {},
): Promise<PrefixInventory> {
  const { named = new Map(), ownImages = 'refuse', onRepository, signal } = options;
  const repositories = new Map<string, RepositoryInventory>();
  const unread: Unread[] = [];
  const known = new Map<string, Completeness>();
  const unasked = new Set<string>();
  const below = (name: string): string => name.slice(prefix.length + 1);
  const fail = (name: string, failure: Failure): void => {
    unread.push({ repository: below(name), failure });
  };
  const walk = new RepositoryWalk(registry, {
    ...(signal && { signal }),
    named: named.keys(),
    onFailure: (name, error) => {
      fail(name, failureOf(error));
    },
    onListing: async (name, listing, isDenied) => {
      if (!isDenied && name !== prefix && (await options.isKnown?.(below(name), listing)) === true) {
        known.set(below(name), completenessOf(listing));
        unasked.add(name);
        onRepository?.();
        return;
      }
      const inventory = await readWhole(registry, name, listing, { ...options, isDenied });
      const failure = failureToTakeWhole(inventory);
      if (failure) fail(name, failure);
      const holdsNothing = inventory.manifests.size + inventory.unknown.size === 0;
      // Most prefixes are not repositories themselves.
      const isKnown = !holdsNothing || (inventory.completeness.kind !== 'complete' && name !== prefix);
      if (!failure && isKnown) {
        known.set(below(name), inventory.completeness);
      }
      if (failure || holdsNothing) return;
      if (name === prefix && ownImages === 'refuse') fail(name, noPath(prefix));
      else repositories.set(below(name), inventory);
      onRepository?.();
    },
  });
  const set = walk.checked(prefix, await walk.below(prefix));
  if (set.discovery === 'named' && repositories.size + unasked.size === 0 && unread.length === 0) {
    fail(prefix, untold(prefix, set.completeness));
  }
  return { ...set, repositories, unread, known };
}

/** How many manifests of the repositories were found by what. */
export function countOrigins(inventories: Iterable<RepositoryInventory>): Record<Origin, number> {
  const counts = Object.fromEntries(origins.map((origin) => [origin, 0])) as Record<Origin, number>;
  for (const { manifests } of inventories) for (const { origin } of manifests.values()) counts[origin] += 1;
  return counts;
}

function readWhole(
  registry: ReadOnlyRegistry,
  name: string,
  listing: Listing,
  { named = new Map(), tag, signal, isDenied }: ReadPrefixOptions & { readonly isDenied: boolean },
): Promise<RepositoryInventory> {
  const source = registry.repository(name);
  const digests = tag === undefined ? [...(named.get(formatRepositoryName(source.name)) ?? [])] : [];
  return takeInventory(source, onlyTag(listing, tag), {
    ...(signal && { signal }),
    question: { tags: [], digests, untagged: digests },
    everyTag: true,
    below: true,
    isDenied,
  });
}

/** A listing that gives everything costs nothing more. */
function onlyTag(listing: Listing, tag: string | undefined): Listing {
  if (tag === undefined || listing.manifests) return listing;
  return { ...listing, tags: new Map([...listing.tags].filter(([name]) => name === tag)) };
}

function noPath(prefix: string): Failure {
  return {
    code: 'OTHER',
    reason: `${prefix} holds images itself, which leaves no path to keep them under`,
    remedy: 'name a shorter prefix',
  };
}

function untold(prefix: string, completeness: Completeness): Failure {
  const failure = completeness.kind === 'unknown' ? completeness.failure : undefined;
  return {
    ...(failure ?? { code: 'OTHER' }),
    reason: `${prefix}: the registry does not tell which repositories it has`,
    remedy: 'name its repositories with a tree of promoter manifests, or use credentials that may list them',
  };
}
