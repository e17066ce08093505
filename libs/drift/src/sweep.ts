import { type Drift, driftOfFailure, type Promises, type PromisedRepository } from '@cip/audit';
import { RepositoryWalk, takeInventory } from '@cip/inventory';
import {
  type Completeness,
  type Digest,
  type Failure,
  failureOf,
  groupBy,
  hostOf,
  isMine,
  leastComplete,
  type Listing,
  type Question,
  type Shard,
} from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import { compareRepository } from './compare-repository.js';
import { LinkReader } from './manifest-links.js';
import { MissingFromPromoter, type Surplus } from './missing-from-promoter.js';
import { MissingFromSource } from './missing-from-source.js';
import { RegionComparison } from './region-comparison.js';
import { type AttachedRules, SignedReader } from './signed-reader.js';

export interface SweepOptions extends AttachedRules {
  readonly promises: Promises;
  readonly registry: ReadOnlyRegistry;
  /** Registries that are looked through besides the destinations; default none. */
  readonly watch?: readonly string[];
  /** Called with what two runs of the promoter made at the same time. */
  readonly onSurplus?: (surplus: Surplus) => void;
  /** Read every promised manifest and what lies below it, and hold it against its digest; default false. */
  readonly deep?: boolean;
  /** The part of the work that is done here; default all of it. */
  readonly shard?: Shard;
  /** Compare these repositories and look for no others; default all there are. */
  readonly only?: Iterable<string>;
  /** Look at what manifests promise, and for nothing else; default false. */
  readonly promisedOnly?: boolean;
  /** Repositories of one host that are compared at a time; default 4: their inventories are in memory. */
  readonly repositoriesPerHost?: number;
  /** An abort ends the sweep early: it resolves with what was found until then. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What a sweep has found. */
export interface SweepResult {
  /** How many repositories were compared. */
  readonly repositories: number;
  /** Sorted by repository. */
  readonly drift: readonly Drift[];
  /** What is known of the set of repositories: of the registry of which least is known. */
  readonly set: Completeness;
  /** What is known of each repository that is not complete. */
  readonly known: ReadonlyMap<string, Completeness>;
  /** False when an abort came first. */
  readonly finished: boolean;
}

/**
 * Compares every destination repository with the manifests, and what else lies in the destination registries. Hosts are
 * worked on side by side; at any time the inventories of the repositories at hand are in memory, and no others.
 */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  return new Sweep(options).run();
}

class Sweep {
  readonly #results = new Map<string, readonly Drift[]>();
  readonly #known = new Map<string, Completeness>();
  readonly #links: LinkReader;
  readonly #signatures: SignedReader;
  readonly #regions: RegionComparison;
  readonly #source: MissingFromSource;
  readonly #promoter: MissingFromPromoter;
  readonly #walk: RepositoryWalk;
  readonly #call: { readonly signal?: AbortSignal };
  #compared = 0;
  #done = 0;

  constructor(private readonly options: SweepOptions) {
    const { registry, promises, signal, repositoriesPerHost = 4 } = options;
    this.#call = signal ? { signal } : {};
    this.#links = new LinkReader(registry, promises);
    this.#signatures = new SignedReader(registry, promises, options);
    const { attached } = options;
    this.#regions = new RegionComparison({ registry, links: this.#links, attached });
    this.#source = new MissingFromSource(registry, promises, options);
    this.#promoter = new MissingFromPromoter(options);
    this.#walk = new RepositoryWalk(registry, {
      ...this.#call,
      atATime: repositoriesPerHost,
      // What is promised is visited anyhow, in this shard or another.
      accepts: (name) => this.#looksForMore && !promises.in(name),
      onListing: async (name, listing, isDenied) => {
        await this.#compare(name, listing, isDenied);
        this.#progress();
      },
      onFailure: (name, error) => {
        this.#fail(name, failureOf(error));
        this.#progress();
      },
    });
  }

  async run(): Promise<SweepResult> {
    const { signal } = this.options;
    let set: Completeness = { kind: 'unknown', reason: 'the sweep was not finished' };
    try {
      set = await this.#all();
      this.#tellEach(await this.#regions.rest(this.#call));
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
    const drift = [...this.#results].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, found]) => found);
    const finished = signal?.aborted !== true;
    return { repositories: this.#compared, drift, set, known: this.#known, finished };
  }

  get #looksForMore(): boolean {
    return !this.options.only && this.options.promisedOnly !== true;
  }

  async #all(): Promise<Completeness> {
    const { promises, only, watch = [] } = this.options;
    const mine = (name: string): boolean => isMine(name, this.options.shard);
    const promised = rotated(only ?? promises.repositories()).filter(mine);
    const visits = promised.map((repository) => this.#walk.visit(repository));
    if (!this.#looksForMore) {
      await Promise.all(visits);
      return { kind: 'unknown', reason: 'only what manifests promise was looked at' };
    }
    const roots = [...new Set([...promises.registries, ...watch])].filter(mine);
    const walks = roots.map(async (root) => ({ root, set: await this.#walk.below(root) }));
    const [sets] = await Promise.all([Promise.all(walks), ...visits]);
    return leastComplete(sets.map(({ root, set }) => this.#checked(root, set)));
  }

  /** Where the registry does not say which repositories it has, a stranger may be in one of them: that is told. */
  #checked(root: string, set: Awaited<ReturnType<RepositoryWalk['below']>>): Completeness {
    const { completeness } = this.#walk.checked(root, set);
    const isTold = this.#results.get(root)?.some(({ kind }) => kind === 'unreachable') === true;
    if (completeness.kind !== 'unknown' || isTold) return completeness;
    const { reason, failure = { code: 'OTHER' } } = completeness;
    this.#fail(root, { ...failure, reason, remedy: lookFurther });
    return completeness;
  }

  async #compare(repository: string, listing: Listing, isDenied: boolean): Promise<void> {
    const { promises, registry, deep = false } = this.options;
    const promised = promises.in(repository);
    const held = await takeInventory(registry.repository(repository), listing, {
      question: questionOf(promised),
      everyTag: true,
      isDenied,
      ...this.#call,
    });
    const { completeness } = held;
    const holds = held.manifests.size + held.tags.size > 0;
    if (!promised && !holds && !isDenied && held.unknown.size === 0) return;
    if (completeness.kind !== 'complete') this.#known.set(repository, completeness);
    const comparing = { promises, links: this.#links, signatures: this.#signatures, deep };
    const { drift, attached } = await compareRepository(held, comparing, this.#call);
    this.#tell(repository, drift);
    // Nothing is called missing in a repository that could not be listed, nor held against it.
    if (promised && completeness.kind !== 'unknown') {
      this.#tellEach(await this.#regions.add(promised, attached, this.#call));
      if (deep) this.#tellEach(await this.#source.in(held, promised, this.#call));
      const unsigned = deep
        ? await this.#promoter.read(held, promised, this.#call)
        : this.#promoter.listed(held, promised);
      this.#tell(repository, unsigned);
    }
    if (completeness.kind === 'unknown' && completeness.failure) this.#fail(repository, completeness.failure);
    if (promised || holds) this.#compared += 1;
  }

  #progress(): void {
    this.options.onProgress?.({ done: ++this.#done, total: this.#walk.size });
  }

  #fail(repository: string, failure: Failure): void {
    this.#tell(repository, [driftOfFailure({ repository }, failure)]);
  }

  /** What both the source and another region have is told once. */
  #tellEach(drift: readonly Drift[]): void {
    for (const one of drift) {
      const told = this.#results.get(one.repository) ?? [];
      if (!told.some((other) => isSameAttachment(one, other))) this.#tell(one.repository, [one]);
    }
  }

  #tell(repository: string, drift: readonly Drift[]): void {
    this.#results.set(repository, [...(this.#results.get(repository) ?? []), ...drift]);
  }
}

function isSameAttachment(one: Drift, other: Drift): boolean {
  const isMissing = [one, other].every(({ kind }) => kind === 'missing-attachment');
  return isMissing && (one.tag ?? one.digest) === (other.tag ?? other.digest);
}

const lookFurther =
  'use credentials that may list repositories, or say with --promised-only that nothing else is to be looked for';

/** What must be known of a repository before anything is called missing. */
function questionOf(promised: PromisedRepository | undefined): Question {
  if (!promised) return { tags: [], digests: [], untagged: [] };
  const tagged = new Set([...promised.tags.values()].flat());
  const untagged = [...promised.digests].filter((digest: Digest) => !tagged.has(digest));
  return { tags: [...promised.tags.keys()], digests: untagged, untagged };
}

/** Each host begins elsewhere in the list: what one region has read is known when another comes to it. */
function rotated(repositories: Iterable<string>): string[] {
  const lanes = [...groupBy(repositories, hostOf).values()];
  return lanes.flatMap((lane, i) => {
    const start = Math.floor((lane.length * i) / lanes.length);
    return [...lane.slice(start), ...lane.slice(0, start)];
  });
}
