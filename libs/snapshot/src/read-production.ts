import { type CallOptions, type Digest, formatRepositoryName, type Listing } from '@cip/oci';
import { type Discovery, type ReadOnlyRegistry, walkRepositories } from '@cip/registry';
import { type FoundState, type Origin, readState } from './read-state.js';

/** Digests that promoter manifests promise, by repository with its registry. */
export type PromisedDigests = ReadonlyMap<string, ReadonlySet<Digest>>;

/** A part of production that could not be read, and why. */
export interface Unread {
  /** Path below the prefix; empty for the prefix itself. */
  readonly repository: string;
  readonly error: unknown;
}

/** All that lies below one prefix of production. */
export interface Production {
  readonly discovery: Discovery;
  /** What each repository holds, by its path below the prefix; those that hold nothing are left out. */
  readonly repositories: ReadonlyMap<string, FoundState>;
  readonly unread: readonly Unread[];
  /** How many manifests were found by what. */
  readonly origins: Readonly<Record<Origin, number>>;
}

export interface ReadProductionOptions extends CallOptions {
  /** What to look for where the registry does not list it. Default: nothing. */
  readonly promised?: PromisedDigests;
  /**
   * What to do with images that the prefix itself holds: `refuse` tells them as unread, since they have no path below it;
   * `keep` has them under the empty path. Default `refuse`.
   */
  readonly ownImages?: 'refuse' | 'keep';
  /** Where a registry lists tags only: the one tag to ask for, and nothing that manifests name. Default: all. */
  readonly tag?: string;
  /** Called after each repository that was read. */
  readonly onRepository?: () => void;
}

/**
 * Reads what lies below a prefix, `HOST/PATH` or `HOST`. What cannot be read is told and stops nothing else; rejects on
 * abort only. A registry that names no repositories is unread, unless manifests name some.
 */
export async function readProduction(
  registry: ReadOnlyRegistry,
  prefix: string,
  { promised = new Map(), ownImages = 'refuse', tag, onRepository, signal }: ReadProductionOptions = {},
): Promise<Production> {
  const call = signal ? { signal } : {};
  const repositories = new Map<string, FoundState>();
  const unread: Unread[] = [];
  const below = (name: string): string => name.slice(prefix.length + 1);
  const fail = (name: string, error: unknown): void => {
    unread.push({ repository: below(name), error });
  };
  const discovery = await walkRepositories(registry, prefix, {
    ...call,
    named: promised.keys(),
    onFailure: fail,
    onListing: async (name, listing) => {
      try {
        const source = registry.repository(name);
        const named = tag === undefined ? (promised.get(formatRepositoryName(source.name)) ?? []) : [];
        const state = await readState(source, onlyTag(listing, tag), { ...call, named });
        if (state.manifests.size === 0 && state.lost.length === 0) return;
        if (name === prefix && ownImages === 'refuse') fail(name, noPath(prefix));
        else repositories.set(below(name), state);
        onRepository?.();
      } catch (error) {
        signal?.throwIfAborted();
        fail(name, error);
      }
    },
  });
  if (discovery === 'named' && repositories.size === 0 && unread.length === 0) fail(prefix, untold(prefix));
  return { discovery, repositories, unread, origins: countOrigins(repositories.values()) };
}

/** A listing that gives everything costs nothing more. */
function onlyTag(listing: Listing, tag: string | undefined): Listing {
  if (tag === undefined || listing.manifests) return listing;
  return { ...listing, tags: new Map([...listing.tags].filter(([name]) => name === tag)) };
}

function noPath(prefix: string): Error {
  return new Error(
    `${prefix} holds images itself, which leaves no path to keep them under; name a shorter prefix`,
  );
}

function untold(prefix: string): Error {
  const remedy = 'name its repositories with a tree of promoter manifests';
  return new Error(`${prefix}: the registry does not tell which repositories it has; ${remedy}`);
}

function countOrigins(states: Iterable<FoundState>): Record<Origin, number> {
  const counts = { listing: 0, tags: 0, children: 0, referrers: 0, manifests: 0 };
  for (const { manifests } of states) for (const { origin } of manifests.values()) counts[origin] += 1;
  return counts;
}
