import { createInventory, failureToTakeWhole, RepositoryWalk, takeInventory } from '@cip/inventory';
import {
  type CallOptions,
  type Completeness,
  type Digest,
  type Failure,
  failureOf,
  failureToList,
  type FoundManifest,
  type Inventory,
  isIndexType,
  type Listing,
  type RepositoryInventory,
} from '@cip/oci';
import { type Difference, findDifferences, questionOf, unreachable } from '@cip/plan';
import type { ReadOnlyRegistry } from '@cip/registry';
import { ContentCheck, type Level } from './check-content.js';
import { withoutListForms } from './referrers-lists.js';

/** A repository of the old registry, or a prefix above some, that every new one has all of. */
export interface Settled {
  /** The path below the prefix; empty: the prefix itself. */
  readonly repository: string;
  /** The next path components below it, where the registry tells them. */
  readonly children?: readonly string[];
  readonly digests: number;
  readonly tags: number;
  readonly completeness: Completeness;
}

export interface PrefixComparisonOptions extends CallOptions {
  /** How closely to look at what the new registries have; default `listing`. */
  readonly level?: Level;
  /** What was found equal before, by its path: it is not asked again. Default: nothing. */
  readonly known?: (repository: string) => Settled | undefined;
  /** Called for what was found equal just now. */
  readonly onSettled?: (settled: Settled) => void;
  /** Called with how many repositories were compared, those that hold nothing included. */
  readonly onProgress?: (done: number) => void;
}

/** What the old registry holds, as far as it was compared. */
export interface ComparedFigures {
  /** Those that hold something. */
  repositories: number;
  digests: number;
  tags: number;
  /** Repositories that were not asked again. */
  settled: number;
}

// Few enough that an interruption costs little, enough to keep several registries busy.
const repositoriesAtATime = 32;

/**
 * Holds new registries against an old one: is every tag and digest below the one prefix below each of the others? The old
 * one is walked once. What is found is in `differences` and `figures`, after an abort as far as it went.
 */
export class PrefixComparison {
  readonly differences: Difference[] = [];
  readonly figures: ComparedFigures = { repositories: 0, digests: 0, tags: 0, settled: 0 };
  /** Indexes that some new registry lacks, by repository. */
  readonly missingIndexes = new Map<string, Set<Digest>>();
  readonly #inventory: Inventory;
  readonly #content: ContentCheck | undefined;
  readonly #call: CallOptions;
  #set: Completeness = { kind: 'unknown', reason: 'the comparison was not finished' };
  readonly #known = new Map<string, Completeness>();
  #done = 0;

  constructor(
    private readonly registry: ReadOnlyRegistry,
    private readonly old: string,
    private readonly news: readonly string[],
    private readonly options: PrefixComparisonOptions = {},
  ) {
    const { signal, level = 'listing' } = options;
    this.#call = signal ? { signal } : {};
    this.#inventory = createInventory(registry);
    this.#content = level === 'listing' ? undefined : new ContentCheck(level, this.#call);
  }

  /** What is known of the set of repositories of the old registry. */
  get set(): Completeness {
    return this.#set;
  }

  /** What is known of each repository of the old registry, by its path. */
  get known(): ReadonlyMap<string, Completeness> {
    return this.#known;
  }

  /** Rejects on abort only. */
  async run(): Promise<void> {
    const { old, registry } = this;
    const walk = new RepositoryWalk(registry, {
      ...this.#call,
      atATime: repositoriesAtATime,
      known: (name) => this.#settledBefore(this.#below(name)),
      onListing: (name, listing, isDenied) => this.#repository(name, listing, isDenied),
      onFailure: (name, error) => {
        this.#unreachable(this.#below(name), failureOf(error));
      },
    });
    const { completeness } = walk.checked(old, await walk.below(old));
    this.#set = completeness;
    const isTold = this.differences.some(
      ({ repository, kind }) => repository === '' && kind === 'unreachable',
    );
    if (completeness.kind === 'unknown' && !isTold) {
      const { reason, failure = { code: 'OTHER', reason: completeness.reason } } = completeness;
      this.#unreachable('', { ...failure, reason, remedy: remedyFor(failure) });
    } else if (this.figures.repositories === 0 && this.differences.length === 0) {
      this.#unreachable('', {
        code: 'NOT_FOUND',
        reason: 'nothing was found there',
        remedy: 'check the name',
      });
    }
  }

  #below(name: string): string {
    return name.slice(this.old.length + 1);
  }

  #settledBefore(repository: string): Settled | undefined {
    const settled = this.options.known?.(repository);
    if (!settled) return undefined;
    if (settled.digests > 0) this.figures.settled += 1;
    this.#count(settled);
    return settled;
  }

  #count({ repository, digests, tags, completeness }: Settled): void {
    if (digests > 0) this.figures.repositories += 1;
    this.figures.digests += digests;
    this.figures.tags += tags;
    // Most prefixes are not repositories themselves.
    const isKnown = digests > 0 || (completeness.kind !== 'complete' && repository !== '');
    if (isKnown) this.#known.set(repository, completeness);
    this.options.onProgress?.(++this.#done);
  }

  async #repository(name: string, listing: Listing, isDenied: boolean): Promise<void> {
    const repository = this.#below(name);
    const state = await this.#read(name, repository, listing, isDenied);
    if (!state) return;
    const manifests = [...state.manifests.values()];
    const found = await Promise.all(
      manifests.length === 0 ? [] : this.news.map((prefix) => this.#against(prefix, repository, manifests)),
    );
    const lost = [...state.unknown].map(([tag, failure]): Difference => {
      return { ...unreachable(failure), repository, digest: '', tag, registry: this.old };
    });
    const differences = [...lost, ...found.flat()];
    this.differences.push(...differences);
    const figures = {
      digests: manifests.length,
      tags: manifests.reduce((sum, { tags }) => sum + tags.length, 0),
      completeness: state.completeness,
    };
    this.#count({ repository, ...figures });
    const { children } = listing;
    if (differences.length === 0) {
      this.options.onSettled?.({ repository, ...(children && { children }), ...figures });
    }
  }

  async #read(
    name: string,
    repository: string,
    listing: Listing,
    isDenied: boolean,
  ): Promise<RepositoryInventory | undefined> {
    const options = { everyTag: true, below: true, isDenied, ...this.#call };
    const inventory = await takeInventory(this.registry.repository(name), listing, options);
    const failure = failureToTakeWhole(inventory);
    if (!failure) return inventory;
    this.#unreachable(repository, failure);
    return undefined;
  }

  async #against(
    prefix: string,
    repository: string,
    manifests: readonly FoundManifest[],
  ): Promise<Difference[]> {
    const place = { repository, registry: prefix };
    const name = repository === '' ? prefix : `${prefix}/${repository}`;
    const question = { ...questionOf(manifests), areListed: manifests.some(isListedReferrer) };
    const there = await this.#inventory.destination(name, question, this.#call);
    const failure = failureToList(there);
    if (failure) return [{ ...unreachable(failure), digest: '', ...place }];
    const compared = {
      old: this.registry.repository(repository === '' ? this.old : `${this.old}/${repository}`),
      there: this.registry.repository(name),
      manifests,
      found: there,
      place,
    };
    const differences = await withoutListForms(
      findDifferences(manifests, there, place),
      compared,
      this.#call,
    );
    this.#noteIndexes(manifests, differences);
    const present = manifests.filter(({ digest }) => there.manifests.has(digest));
    const looked = present.map(({ digest }) => this.#look(name, digest, place));
    return [...differences, ...(await Promise.all(looked)).flat()];
  }

  #noteIndexes(manifests: readonly FoundManifest[], differences: readonly Difference[]): void {
    const missing = new Set(
      differences.filter(({ kind }) => kind === 'missing-digest').map((one) => one.digest),
    );
    for (const { digest, mediaType } of manifests) {
      if (!isIndexType(mediaType) || !missing.has(digest)) continue;
      const repository = differences[0]?.repository ?? '';
      const known = this.missingIndexes.get(repository) ?? new Set();
      this.missingIndexes.set(repository, known.add(digest));
    }
  }

  async #look(
    name: string,
    digest: Digest,
    place: Pick<Difference, 'repository' | 'registry'>,
  ): Promise<Difference[]> {
    const faults = (await this.#content?.image(this.registry.repository(name), digest)) ?? [];
    return faults.map(({ kind, ...why }) => {
      return { kind: kind === 'unreachable' ? kind : 'incomplete', ...place, digest, ...why };
    });
  }

  #unreachable(repository: string, failure: Failure): void {
    this.differences.push({ ...unreachable(failure), repository, digest: '', registry: this.old });
  }
}

/** Nobody finds a referrer that a new registry has and does not list. */
function isListedReferrer({ origin, tags }: FoundManifest): boolean {
  return origin === 'referrers' && tags.length === 0;
}

/** Of a refusal, the client says as whom it was asked and what helps. */
function remedyFor({ code, remedy }: Failure): string {
  const isRefusal = code === 'UNAUTHORIZED' || code === 'DENIED';
  return (isRefusal ? remedy : undefined) ?? 'use credentials that may list them';
}
