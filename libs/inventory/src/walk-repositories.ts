import { type CallOptions, type Completeness, failureOf, hostOf, type Listing } from '@cip/oci';
import { type ReadOnlyRegistry, RegistryError, type RegistryErrorCode } from '@cip/registry';
import PQueue from 'p-queue';
import { saysNothingIsThere } from './completeness-of.js';

/** How the repositories below a prefix were found. `named`: the registry tells nobody; only those asked for were read. */
export type Discovery = 'listing' | 'catalog' | 'named';

/** What is known of the set of repositories below a prefix. */
export interface RepositorySet {
  readonly discovery: Discovery;
  /** `unknown` where there may be repositories that nobody named. */
  readonly completeness: Completeness;
}

export interface WalkOptions extends CallOptions {
  /** Repositories below the prefix to read wherever the registry does not name its own. Default: none. */
  readonly named?: Iterable<string>;
  /** Whether to visit a repository that the registry names. Default: all. */
  readonly accepts?: (repository: string) => boolean;
  /**
   * What is known of a repository or prefix from before: it is not listed again, only its children are visited. Undefined
   * where nothing is known. Default: of none.
   */
  readonly known?: (repository: string) => { readonly children?: readonly string[] } | undefined;
  /** How many are listed on one host at a time, `onListing` included. Default: no limit. */
  readonly atATime?: number;
  /**
   * Called for each repository and each prefix above one, at most once, as they are listed. `isDenied`: the listing of what is
   * above names it, and its own says that nothing is in it or below it.
   */
  readonly onListing: (repository: string, listing: Listing, isDenied: boolean) => Promise<void> | void;
  /** Called for what could not be listed; what lies below it stays unknown. */
  readonly onFailure: (repository: string, error: unknown) => void;
}

/** The repositories of a registry, without it; undefined where it does not say, or not to us. Rejects for no answer. */
export async function catalogOf(
  registry: Pick<ReadOnlyRegistry, 'catalog'>,
  host: string,
  options: CallOptions = {},
): Promise<readonly string[] | undefined> {
  try {
    return await registry.catalog(host, options);
  } catch (error) {
    if (isRefused(error, withoutCatalog)) return undefined;
    throw error;
  }
}

/** What a registry answers to the listing of a prefix that is no repository of its own. */
const refusals: ReadonlySet<RegistryErrorCode> = new Set(['UNAUTHORIZED', 'DENIED', 'REFUSED', 'NOT_FOUND']);

/** What a registry answers that has no catalog, keeps it to itself, or holds more than anybody should ask for. */
const withoutCatalog: ReadonlySet<RegistryErrorCode> = new Set([...refusals, 'INVALID_ANSWER', 'TOO_LARGE']);

/**
 * Lists all repositories below a prefix, `host[:port][/path]`, the prefix itself included: by the children that Google's
 * listings name, else by the catalog. One listing for each repository and each prefix above it. Rejects on abort, and
 * when `onListing` does.
 */
export async function walkRepositories(
  registry: ReadOnlyRegistry,
  prefix: string,
  options: WalkOptions,
): Promise<RepositorySet> {
  return new RepositoryWalk(registry, options).below(prefix);
}

/** A walk below several prefixes, which may lie in one another: nothing is listed twice, and each catalog is read once. */
export class RepositoryWalk {
  readonly #visits = new Map<string, Promise<Visit>>();
  readonly #catalogs = new Map<string, Promise<Catalog>>();
  readonly #queues = new Map<string, PQueue>();
  /** Names that a registry gave. */
  readonly #told = new Set<string>();
  /** Those among them that a listing of what is above gave. */
  readonly #children = new Set<string>();
  /** Repositories that hold something by their own listing. */
  readonly #holding = new Set<string>();
  readonly #call: CallOptions;

  constructor(
    private readonly registry: ReadOnlyRegistry,
    private readonly options: WalkOptions,
  ) {
    this.#call = options.signal ? { signal: options.signal } : {};
  }

  /** How many repositories and prefixes have been come across. */
  get size(): number {
    return this.#visits.size;
  }

  /** One repository, and what Google's listings name below it. */
  async visit(repository: string): Promise<void> {
    await this.#visit(repository);
  }

  /** All repositories below a prefix, and the prefix itself. */
  async below(prefix: string): Promise<RepositorySet> {
    const root: Visit = prefix.includes('/') ? await this.#visit(prefix, true) : {};
    if (root.children) return { discovery: 'listing', completeness: { kind: 'complete' } };
    // A registry that did not answer will not answer the next question.
    if (root.isDown === true) return { discovery: 'named', completeness: unknownSet(root.error) };
    const catalog = await this.#catalog(hostOf(prefix));
    const { named = [] } = this.options;
    const told = (catalog.names ?? []).filter((name) => isBelow(name, prefix));
    for (const name of told) this.#told.add(name);
    const found = [...told.filter((name) => this.#accepts(name)), ...named].filter((name) =>
      isBelow(name, prefix),
    );
    await Promise.all(found.map((name) => this.#visit(name)));
    if (catalog.names) return { discovery: 'catalog', completeness: { kind: 'complete' } };
    if (!isRefused(catalog.error, withoutCatalog)) this.#fail(prefix, catalog.error);
    else if (root.error !== undefined) this.#fail(prefix, root.error);
    return { discovery: 'named', completeness: unknownSet(catalog.error) };
  }

  /**
   * The set below a prefix in the light of the whole walk: a registry that does not name a repository which holds something
   * does not name them all.
   */
  checked(prefix: string, set: RepositorySet): RepositorySet {
    if (set.discovery === 'named') return set;
    const [first] = [...this.#holding].filter(
      (name) => name !== prefix && isBelow(name, prefix) && !this.#isTold(name),
    );
    if (first === undefined) return set;
    const reason = `the registry does not name all of its repositories: ${first} holds images, and is not among them`;
    return { ...set, completeness: { kind: 'unknown', reason, failure: { code: 'CONTRADICTION', reason } } };
  }

  /** By name, or below one that was named and that nobody looked into here. */
  #isTold(name: string): boolean {
    const parts = name.split('/');
    return parts.some((_, i) => this.#told.has(parts.slice(0, i + 1).join('/')));
  }

  #accepts(name: string): boolean {
    return this.options.accepts?.(name) ?? true;
  }

  #catalog(host: string): Promise<Catalog> {
    const known = this.#catalogs.get(host) ?? this.#readCatalog(host);
    this.#catalogs.set(host, known);
    return known;
  }

  async #readCatalog(host: string): Promise<Catalog> {
    try {
      return { names: (await this.registry.catalog(host, this.#call)).map((path) => `${host}/${path}`) };
    } catch (error) {
      this.options.signal?.throwIfAborted();
      return { error };
    }
  }

  #visit(name: string, isRoot = false): Promise<Visit> {
    const known = this.#visits.get(name);
    if (known) return known;
    const visit = this.#visitNow(name, isRoot);
    this.#visits.set(name, visit);
    return visit;
  }

  async #visitNow(name: string, isRoot: boolean): Promise<Visit> {
    const visit = await this.#queueOf(name).add(() => this.#look(name, isRoot));
    const below = (visit.children ?? []).map((child) => `${name}/${child}`);
    for (const child of below) {
      this.#told.add(child);
      this.#children.add(child);
    }
    await Promise.all(below.filter((child) => this.#accepts(child)).map((child) => this.#visit(child)));
    return visit;
  }

  #queueOf(name: string): PQueue {
    const host = hostOf(name);
    const known = this.#queues.get(host);
    if (known) return known;
    const queue = new PQueue({ concurrency: this.options.atATime ?? Number.POSITIVE_INFINITY });
    this.#queues.set(host, queue);
    return queue;
  }

  async #look(name: string, isRoot: boolean): Promise<Visit> {
    this.options.signal?.throwIfAborted();
    const known = this.options.known?.(name);
    if (known) return known;
    const listed = await this.#list(name, isRoot);
    if (!('listing' in listed)) return listed;
    const { listing } = listed;
    const { children } = listing;
    const isEmpty = saysNothingIsThere(listing);
    if (!isEmpty) this.#holding.add(name);
    // Google's listings name what holds something, or lies above it.
    const isDenied = isEmpty && this.#children.has(name) && (children ?? []).length === 0;
    await this.options.onListing(name, listing, isDenied);
    return children ? { children } : {};
  }

  async #list(name: string, isRoot: boolean): Promise<Visit | { readonly listing: Listing }> {
    try {
      return { listing: await this.registry.repository(name).list(this.#call) };
    } catch (error) {
      const isRefusal = isRoot && isRefused(error, refusals);
      if (!isRefusal) this.#fail(name, error);
      return { error, isDown: !isRefusal };
    }
  }

  #fail(name: string, error: unknown): void {
    this.options.signal?.throwIfAborted();
    this.options.onFailure(name, error);
  }
}

/** What a visit has shown. */
interface Visit {
  /** Where the registry names them. */
  readonly children?: readonly string[];
  readonly error?: unknown;
  readonly isDown?: boolean;
}

interface Catalog {
  /** With their registry. */
  readonly names?: readonly string[];
  readonly error?: unknown;
}

function unknownSet(error: unknown): Completeness {
  const failure = failureOf(error);
  const reason = `the registry does not tell which repositories it has (${failure.reason})`;
  return { kind: 'unknown', reason, failure };
}

function isRefused(error: unknown, codes: ReadonlySet<RegistryErrorCode>): boolean {
  return error instanceof RegistryError && codes.has(error.code);
}

function isBelow(name: string, prefix: string): boolean {
  return name === prefix || name.startsWith(`${prefix}/`);
}
