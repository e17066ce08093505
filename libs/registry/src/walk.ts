import type { CallOptions, Listing } from '@cip/oci';
import PQueue from 'p-queue';
import { RegistryError, type RegistryErrorCode } from './errors.js';
import type { ReadOnlyRegistry } from './registry.js';

/** How the repositories below a prefix were found. `named`: the registry tells nobody; only those asked for were read. */
export type Discovery = 'listing' | 'catalog' | 'named';

export interface WalkOptions extends CallOptions {
  /** Repositories below the prefix to read wherever the registry does not name its own. Default: none. */
  readonly named?: Iterable<string>;
  /**
   * What is known of a repository or prefix from before: it is not listed again, only its children are visited. Undefined
   * where nothing is known. Default: of none.
   */
  readonly known?: (repository: string) => { readonly children?: readonly string[] } | undefined;
  /** How many are listed at a time, `onListing` included. Default: no limit. */
  readonly atATime?: number;
  /** Called for each repository and each prefix above one, at most once, as they are listed. */
  readonly onListing: (repository: string, listing: Listing) => Promise<void> | void;
  /** Called for what could not be listed; what lies below it stays unknown. */
  readonly onFailure: (repository: string, error: unknown) => void;
}

/** What a registry answers to the listing of a prefix that is no repository of its own. */
const refusals: ReadonlySet<RegistryErrorCode> = new Set(['UNAUTHORIZED', 'DENIED', 'REFUSED', 'NOT_FOUND']);

/**
 * Lists all repositories below a prefix, `host[:port][/path]`, the prefix itself included: by the children that Google's
 * listings name, else by the catalog. One listing for each repository and each prefix above it. Rejects on abort, and
 * when `onListing` does.
 */
export async function walkRepositories(
  registry: ReadOnlyRegistry,
  prefix: string,
  options: WalkOptions,
): Promise<Discovery> {
  return new Walk(registry, prefix, options).run();
}

class Walk {
  readonly #seen = new Set<string>();
  readonly #queue: PQueue;
  readonly #call: CallOptions;
  #refusal: unknown;
  #isDown = false;

  constructor(
    private readonly registry: ReadOnlyRegistry,
    private readonly prefix: string,
    private readonly options: WalkOptions,
  ) {
    this.#call = options.signal ? { signal: options.signal } : {};
    this.#queue = new PQueue({ concurrency: options.atATime ?? Number.POSITIVE_INFINITY });
  }

  async run(): Promise<Discovery> {
    const children = this.prefix.includes('/') ? await this.#visit(this.prefix, true) : undefined;
    if (children) return 'listing';
    // A registry that did not answer will not answer the next question.
    if (this.#isDown) return 'named';
    const catalog = await this.#catalog();
    const found = [...(catalog ?? []), ...(this.options.named ?? [])].filter((name) => this.#isBelow(name));
    await Promise.all(found.map((name) => this.#visit(name)));
    if (!catalog && this.#refusal !== undefined) this.#fail(this.prefix, this.#refusal);
    return catalog ? 'catalog' : 'named';
  }

  async #catalog(): Promise<string[] | undefined> {
    const [host = ''] = this.prefix.split('/', 1);
    try {
      return (await this.registry.catalog(host, this.#call))?.map((path) => `${host}/${path}`);
    } catch (error) {
      this.#fail(this.prefix, error);
      return undefined;
    }
  }

  #isBelow(name: string): boolean {
    return name === this.prefix || name.startsWith(`${this.prefix}/`);
  }

  async #visit(name: string, isRoot = false): Promise<readonly string[] | undefined> {
    if (this.#seen.has(name)) return undefined;
    this.#seen.add(name);
    const children = await this.#queue.add(() => this.#look(name, isRoot));
    await Promise.all((children ?? []).map((child) => this.#visit(`${name}/${child}`)));
    return children;
  }

  async #look(name: string, isRoot: boolean): Promise<readonly string[] | undefined> {
    const known = this.options.known?.(name);
    if (known) return known.children;
    const listing = await this.#list(name, isRoot);
    if (listing) await this.options.onListing(name, listing);
    return listing?.children;
  }

  async #list(name: string, isRoot: boolean): Promise<Listing | undefined> {
    try {
      return await this.registry.repository(name).list(this.#call);
    } catch (error) {
      const isNoRepository = isRoot && error instanceof RegistryError && refusals.has(error.code);
      if (isNoRepository) this.#refusal = error;
      else {
        this.#isDown = isRoot;
        this.#fail(name, error);
      }
      return undefined;
    }
  }

  #fail(name: string, error: unknown): void {
    if (this.options.signal?.aborted === true) throw error;
    this.options.onFailure(name, error);
  }
}
