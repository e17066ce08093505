import type { CallOptions, Digest } from '@cip/oci';
import type { Inventory, Question, RepositoryInventory, SourcePresence } from '@cip/plan';
import { createInventory, type ReadOnlyRegistry } from '@cip/registry';
import { describeError } from '@cip/runtime';

/**
 * For a few references, whose repositories may hold thousands of others: nothing is listed, each reference costs one HEAD. A
 * digest that a tag gave is not asked for itself.
 */
export function createReferenceInventory(registry: ReadOnlyRegistry): Inventory {
  return {
    destination: async (repository, question, options) =>
      new References(registry, repository, options ?? {}).answer(question),
    source: (repository, digest, options) => presence(registry, repository, digest, options ?? {}),
  };
}

/** For all of an image: its repositories are listed, and a source is asked with a HEAD, as nobody will copy. */
export function createListingInventory(registry: ReadOnlyRegistry): Inventory {
  const [listing, references] = [createInventory(registry), createReferenceInventory(registry)];
  return {
    destination: (...question) => listing.destination(...question),
    source: (...question) => references.source(...question),
  };
}

async function presence(
  registry: ReadOnlyRegistry,
  repository: string,
  digest: Digest,
  options: CallOptions,
): Promise<SourcePresence> {
  const references = new References(registry, repository, options);
  const { digests, unknown } = await references.answer({ tags: [], digests: [digest], untagged: [] });
  const reason = unknown.get(digest);
  if (reason !== undefined) return { presence: 'unknown', reason };
  return { presence: digests.has(digest) ? 'present' : 'absent' };
}

/** What one repository answered so far. */
class References {
  readonly #tags = new Map<string, Digest>();
  readonly #digests = new Set<Digest>();
  readonly #unknown = new Map<string, string>();

  constructor(
    private readonly registry: ReadOnlyRegistry,
    private readonly repository: string,
    private readonly options: CallOptions,
  ) {}

  async answer({ tags, digests }: Question): Promise<RepositoryInventory> {
    await Promise.all([...new Set(tags)].map((tag) => this.#ask(tag, (found) => this.#tags.set(tag, found))));
    const open = new Set(digests.filter((digest) => !this.#digests.has(digest)));
    await Promise.all([...open].map((digest) => this.#ask(digest)));
    return {
      exists: this.#digests.size > 0,
      readAt: Date.now(),
      tags: this.#tags,
      digests: this.#digests,
      complete: false,
      unknown: this.#unknown,
    };
  }

  async #ask(reference: string, onFound: (digest: Digest) => void = () => undefined): Promise<void> {
    try {
      const found = await this.registry.repository(this.repository).resolve(reference, this.options);
      if (!found) return;
      this.#digests.add(found.digest);
      onFound(found.digest);
    } catch (error) {
      this.options.signal?.throwIfAborted();
      this.#unknown.set(reference, describeError(error));
    }
  }
}
