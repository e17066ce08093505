import { createInventory } from '@cip/inventory';
import {
  type CallOptions,
  describeFailure,
  type Digest,
  type Failure,
  failureToList,
  type ImageFacts,
  type Inventory,
  type RawManifest,
  type Source,
} from '@cip/oci';
import type { Unread, Unreadable } from '@cip/policy';
import { describeImage, type ReadOnlyRegistry } from '@cip/registry';
import { LRUCache } from 'lru-cache';
import { watchedSource } from './watched-source.js';

/** In bytes: of manifests that may be asked for again. */
const mostRemembered = 32 * 1024 * 1024;

type Answer = ImageFacts | Unreadable | undefined;

/** Reads registries, each image once, and notes what could not be read. */
export class CarefulReader {
  readonly inventory: Inventory;
  readonly #unread = new Map<string, Unread>();
  readonly #failed = new Set<string>();
  readonly #images = new Map<string, Promise<Answer>>();
  readonly #manifests = new LRUCache<string, RawManifest>({
    maxSize: mostRemembered,
    sizeCalculation: ({ bytes }) => Math.max(1, bytes.byteLength),
  });

  constructor(
    private readonly registry: ReadOnlyRegistry,
    private readonly options: CallOptions,
  ) {
    this.inventory = this.#noting(createInventory(registry));
  }

  /** Each failure once, in the order of repositories and reasons. */
  get unread(): readonly Unread[] {
    return [...this.#unread].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, failure]) => failure);
  }

  /** True when something of the repository could not be read so far. */
  failed(repository: string): boolean {
    return this.#failed.has(repository);
  }

  image(repository: string, digest: Digest): Promise<Answer> {
    const key = `${repository}@${digest}`;
    const known = this.#images.get(key) ?? this.#describe(repository, digest);
    this.#images.set(key, known);
    return known;
  }

  /** Whether a repository is known to have a digest. */
  async has(repository: string, digest: Digest): Promise<boolean> {
    const answer = await this.image(repository, digest);
    return answer !== undefined && !('failure' in answer);
  }

  /** A repository of which each manifest is fetched once, and whose failures are noted. */
  source(repository: string): Source {
    return watchedSource(this.registry.repository(repository), repository, {
      manifests: this.#manifests,
      onFailure: (failure) => {
        this.note(repository, failure);
      },
    });
  }

  async #describe(repository: string, digest: Digest): Promise<Answer> {
    const registry = { ...this.registry, repository: () => this.source(repository) };
    const answer = await describeImage(registry, repository, digest, this.options);
    if (answer && 'failure' in answer) this.note(repository, answer.failure);
    return answer;
  }

  /** Notes what could not be read of a repository. */
  note(repository: string, failure: Failure): void {
    this.#unread.set(`${repository} ${describeFailure(failure)}`, { repository, failure });
    this.#failed.add(repository);
  }

  #noting(inventory: Inventory): Inventory {
    return {
      destination: async (repository, question, options) => {
        const found = await inventory.destination(repository, question, options);
        const failure = failureToList(found);
        if (failure) this.note(repository, failure);
        else for (const one of found.unknown.values()) this.note(repository, one);
        return found;
      },
      source: async (repository, digest, options) => {
        const found = await inventory.source(repository, digest, options);
        if (found.failure) this.note(repository, found.failure);
        return found;
      },
    };
  }
}
