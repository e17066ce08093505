import { type CallOptions, type Digest, isIndexType, type Listing } from '@cip/oci';
import { type Difference, findDifferences, type Inventory, questionOf } from '@cip/plan';
import { createInventory, type ReadOnlyRegistry, walkRepositories } from '@cip/registry';
import { ContentCheck, type Level } from './check-content.js';
import { messageOf } from './held-after.js';
import { type FoundManifest, type FoundState, readState } from './read-state.js';

/** A repository of the old registry, or a prefix above some, that every new one has all of. */
export interface Settled {
  /** The path below the prefix; empty: the prefix itself. */
  readonly repository: string;
  /** The next path components below it, where the registry tells them. */
  readonly children?: readonly string[];
  readonly digests: number;
  readonly tags: number;
  /** The registry lists all that it holds, not only what has a tag. */
  readonly listsAll: boolean;
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
  #listsAll = true;
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

  /** False: the old registry lists tags only, and may hold more without a tag than anybody can see. */
  get listsAll(): boolean {
    return this.#listsAll;
  }

  /** Rejects on abort only. */
  async run(): Promise<void> {
    const { old, registry } = this;
    const discovery = await walkRepositories(registry, old, {
      ...this.#call,
      atATime: repositoriesAtATime,
      known: (name) => this.#known(this.#below(name)),
      onListing: (name, listing) => this.#repository(name, listing),
      onFailure: (name, error) => {
        this.#unreachable(this.#below(name), messageOf(error));
      },
    });
    if (discovery === 'named') {
      this.#unreachable(
        '',
        'the registry does not tell which repositories it has; use credentials that may list them',
      );
    } else if (this.figures.repositories === 0 && this.differences.length === 0) {
      this.#unreachable('', 'nothing was found there; check the name');
    }
  }

  #below(name: string): string {
    return name.slice(this.old.length + 1);
  }

  #known(repository: string): Settled | undefined {
    const settled = this.options.known?.(repository);
    if (!settled) return undefined;
    if (settled.digests > 0) this.figures.settled += 1;
    this.#count(settled);
    return settled;
  }

  #count({ digests, tags, listsAll }: Omit<Settled, 'repository'>): void {
    if (digests > 0) this.figures.repositories += 1;
    this.figures.digests += digests;
    this.figures.tags += tags;
    if (digests > 0 && !listsAll) this.#listsAll = false;
    this.options.onProgress?.(++this.#done);
  }

  async #repository(name: string, listing: Listing): Promise<void> {
    const repository = this.#below(name);
    const state = await this.#read(name, repository, listing);
    if (!state) return;
    const manifests = [...state.manifests.values()];
    const found = await Promise.all(
      manifests.length === 0 ? [] : this.news.map((prefix) => this.#against(prefix, repository, manifests)),
    );
    const lost = state.lost.map(({ tags: [tag = ''], reason }): Difference => {
      return { kind: 'unreachable', repository, digest: '', tag, registry: this.old, reason };
    });
    const differences = [...lost, ...found.flat()];
    this.differences.push(...differences);
    const figures = {
      digests: manifests.length,
      tags: manifests.reduce((sum, { tags }) => sum + tags.length, 0),
      listsAll: listing.manifests !== undefined,
    };
    this.#count(figures);
    const { children } = listing;
    if (differences.length === 0) {
      this.options.onSettled?.({ repository, ...(children && { children }), ...figures });
    }
  }

  async #read(name: string, repository: string, listing: Listing): Promise<FoundState | undefined> {
    try {
      return await readState(this.registry.repository(name), listing, this.#call);
    } catch (error) {
      this.options.signal?.throwIfAborted();
      this.#unreachable(repository, messageOf(error));
      return undefined;
    }
  }

  async #against(
    prefix: string,
    repository: string,
    manifests: readonly FoundManifest[],
  ): Promise<Difference[]> {
    const place = { repository, registry: prefix };
    const name = repository === '' ? prefix : `${prefix}/${repository}`;
    const there = await this.#inventory.destination(name, questionOf(manifests), this.#call);
    if ('unreachable' in there) {
      return [{ kind: 'unreachable', digest: '', ...place, reason: there.unreachable }];
    }
    const differences = findDifferences(manifests, there, place);
    this.#noteIndexes(manifests, differences);
    const present = manifests.filter(({ digest }) => there.digests.has(digest));
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
    return faults.map(({ kind, reason }) => {
      return { kind: kind === 'unreachable' ? kind : 'incomplete', ...place, digest, reason };
    });
  }

  #unreachable(repository: string, reason: string): void {
    this.differences.push({ kind: 'unreachable', repository, digest: '', registry: this.old, reason });
  }
}
