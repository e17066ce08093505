import type { CallOptions, Descriptor, Digest, Listing, Source } from '@cip/oci';
import type { Inventory, Question, RepositoryInventory, SourcePresence } from '@cip/plan';
import { reasonOf } from './reason-of.js';
import type { ReadOnlyRegistry } from './registry.js';
import { SharedWork } from './shared-work.js';

/**
 * What registries hold, at the lowest price: one listing where it gives everything (Google extension), otherwise a
 * HEAD per tag and digest that is asked for. What the source has is read as manifest, so that a copy finds it kept.
 */
export function createInventory(registry: ReadOnlyRegistry): Inventory {
  const sources = new SourceMemory(registry);
  return {
    destination: (repository, question, options) =>
      destination(() => registry.repository(repository), question, options),
    source: (repository, digest, options) => sources.presence(repository, digest, options),
  };
}

async function destination(
  open: () => Source,
  question: Question,
  options: CallOptions = {},
): Promise<RepositoryInventory | { readonly unreachable: string }> {
  try {
    const repository = open();
    return await new Reading(repository, await repository.list(options), options).answer(question);
  } catch (error) {
    return { unreachable: reasonOf(error, options.signal) };
  }
}

/** One listing, completed by what it leaves open. */
class Reading {
  readonly #tags = new Map<string, Digest>();
  readonly #digests = new Set<Digest>();
  readonly #unknown = new Map<string, string>();

  constructor(
    private readonly repository: Source,
    private readonly listing: Listing,
    private readonly options: CallOptions,
  ) {}

  async answer({ tags, digests, untagged }: Question): Promise<RepositoryInventory> {
    const { listing } = this;
    for (const digest of listing.manifests?.keys() ?? []) this.#digests.add(digest);
    for (const [tag, digest] of listing.tags) if (digest !== undefined) this.#found(digest, tag);
    await this.#askEach(tags.filter((tag) => listing.tags.has(tag) && !this.#tags.has(tag)));
    if (!listing.manifests) {
      // docker-registry does not know a repository that holds no tag, whatever else it holds.
      if (!listing.exists) await this.#askEach(untagged);
      if (this.#exists) await this.#askEach(digests.filter((digest) => !this.#digests.has(digest)));
    }
    return {
      exists: this.#exists,
      readAt: listing.readAt,
      tags: this.#tags,
      digests: this.#digests,
      complete: listing.manifests !== undefined,
      unknown: this.#unknown,
    };
  }

  get #exists(): boolean {
    return this.listing.exists || this.#digests.size > 0;
  }

  async #askEach(references: readonly string[]): Promise<void> {
    await Promise.all(references.map((reference) => this.#ask(reference)));
  }

  #found(digest: Digest, tag?: string): void {
    this.#digests.add(digest);
    if (tag !== undefined) this.#tags.set(tag, digest);
  }

  async #ask(reference: string): Promise<void> {
    const isTag = !reference.includes(':');
    try {
      const found: Descriptor | undefined = await this.repository.resolve(reference, this.options);
      if (found) this.#found(found.digest, isTag ? reference : undefined);
      // Tags are asked for only when the listing names them: one of the two answers is wrong.
      else if (isTag)
        this.#unknown.set(reference, 'the registry lists this tag, and denies that it is there');
    } catch (error) {
      this.#unknown.set(reference, reasonOf(error, this.options.signal));
    }
  }
}

/** Answers about sources: each digest of a repository is asked for once, whatever the answer was. */
class SourceMemory {
  readonly #known = new Map<string, SourcePresence>();
  readonly #asking = new SharedWork<SourcePresence>();

  constructor(private readonly registry: ReadOnlyRegistry) {}

  async presence(repository: string, digest: Digest, { signal }: CallOptions = {}): Promise<SourcePresence> {
    const key = `${repository}@${digest}`;
    const known = this.#known.get(key);
    if (known) return known;
    return this.#asking.do(key, (shared) => this.#ask(key, repository, digest, shared), signal);
  }

  async #ask(key: string, repository: string, digest: Digest, signal: AbortSignal): Promise<SourcePresence> {
    const answer = await this.#read(repository, digest, signal);
    this.#known.set(key, answer);
    return answer;
  }

  async #read(repository: string, digest: Digest, signal: AbortSignal): Promise<SourcePresence> {
    try {
      const found = await this.registry.repository(repository).fetchManifest(digest, { signal });
      return { presence: found ? 'present' : 'absent' };
    } catch (error) {
      return { presence: 'unknown', reason: reasonOf(error, signal) };
    }
  }
}
