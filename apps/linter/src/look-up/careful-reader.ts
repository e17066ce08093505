import type { CallOptions, Digest, ImageFacts } from '@cip/oci';
import type { Inventory } from '@cip/plan';
import type { Unread, Unreachable } from '@cip/policy';
import { createInventory, describeImage, type ReadOnlyRegistry } from '@cip/registry';

type Answer = ImageFacts | Unreachable | undefined;

/** Reads registries, each image once, and notes what could not be read. */
export class CarefulReader {
  readonly inventory: Inventory;
  readonly #unread = new Map<string, Unread>();
  readonly #failed = new Set<string>();
  readonly #images = new Map<string, Promise<Answer>>();

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

  async #describe(repository: string, digest: Digest): Promise<Answer> {
    const answer = await describeImage(this.registry, repository, digest, this.options);
    if (answer && 'unreachable' in answer) this.#note(repository, answer.unreachable);
    return answer;
  }

  #note(repository: string, reason: string): void {
    this.#unread.set(`${repository} ${reason}`, { repository, reason });
    this.#failed.add(repository);
  }

  #noting(inventory: Inventory): Inventory {
    return {
      destination: async (repository, question, options) => {
        const found = await inventory.destination(repository, question, options);
        if ('unreachable' in found) this.#note(repository, found.unreachable);
        else for (const reason of found.unknown.values()) this.#note(repository, reason);
        return found;
      },
      source: async (repository, digest, options) => {
        const found = await inventory.source(repository, digest, options);
        if (found.presence === 'unknown') this.#note(repository, found.reason ?? 'no reason was given');
        return found;
      },
    };
  }
}
