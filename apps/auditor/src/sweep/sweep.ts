import { type Drift, liesIn, type Promises } from '@cip/audit';
import { isMine, type Listing, type Shard } from '@cip/oci';
import { type ReadOnlyRegistry, RegistryError } from '@cip/registry';
import PQueue from 'p-queue';
import { compareRepository } from './compare-repository.js';
import { failureOf } from './failure-of.js';
import { LinkReader } from './manifest-links.js';
import { readHeld } from './read-held.js';

export interface SweepOptions {
  readonly promises: Promises;
  readonly registry: ReadOnlyRegistry;
  /** Registries that are looked through besides the destinations; default none. */
  readonly watch?: readonly string[];
  /** Read every promised manifest and what lies below it, and hold it against its digest; default false. */
  readonly deep?: boolean;
  /** The part of the work that is done here; default all of it. */
  readonly shard?: Shard;
  /** Compare these repositories and look for no others; default all there are. */
  readonly only?: Iterable<string>;
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
  /** False when an abort came first. */
  readonly complete: boolean;
}

/**
 * Compares every destination repository with the manifests, and what else lies in the destination registries. Hosts are
 * worked on side by side; at any time the inventories of the repositories at hand are in memory, and no others.
 */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  return new Sweep(options).run();
}

class Sweep {
  readonly #queues = new Map<string, PQueue>();
  readonly #seen = new Set<string>();
  readonly #results = new Map<string, readonly Drift[]>();
  readonly #catalogs = new Map<string, Promise<readonly string[] | undefined>>();
  readonly #links: LinkReader;
  readonly #roots: readonly string[];
  #failure: Error | undefined;
  #compared = 0;

  constructor(private readonly options: SweepOptions) {
    this.#links = new LinkReader(options.registry, options.promises);
    this.#roots = [...options.promises.registries, ...(options.watch ?? [])];
  }

  async run(): Promise<SweepResult> {
    const { promises, only, signal } = this.options;
    if (!only) for (const root of new Set(this.#roots)) this.#add(root);
    for (const repository of rotated(only ?? promises.repositories())) this.#add(repository);
    await this.#settled();
    if (this.#failure !== undefined && signal?.aborted !== true) throw this.#failure;
    const drift = [...this.#results].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, found]) => found);
    return { repositories: this.#compared, drift, complete: signal?.aborted !== true };
  }

  /** What has been found lies in one shard: that of its own name when it was known before, else of who found it. */
  #add(name: string, isFound = false): void {
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    if (!isFound && !isMine(name, this.options.shard)) return;
    void this.#queueOf(name)
      .add(() => this.#visit(name))
      .catch((error: unknown) => {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
      });
  }

  async #settled(): Promise<void> {
    // A repository may bring up others, on its own host or none.
    while ([...this.#queues.values()].some((queue) => queue.size + queue.pending > 0)) {
      await Promise.all([...this.#queues.values()].map((queue) => queue.onIdle()));
    }
  }

  #queueOf(name: string): PQueue {
    const host = hostOf(name);
    const known = this.#queues.get(host);
    if (known) return known;
    const queue = new PQueue({ concurrency: this.options.repositoriesPerHost ?? 4 });
    this.#queues.set(host, queue);
    return queue;
  }

  async #visit(name: string): Promise<void> {
    if (this.options.signal?.aborted === true || this.#failure !== undefined) return;
    if (name.includes('/')) await this.#compare(name);
    else await this.#readCatalog(name, name);
    this.options.onProgress?.({ done: this.#results.size, total: this.#seen.size });
  }

  async #compare(repository: string): Promise<void> {
    const { promises, registry, deep = false, signal, only } = this.options;
    const call = signal ? { signal } : {};
    try {
      const source = registry.repository(repository);
      const promised = promises.in(repository);
      const listing = await source.list(call).catch(this.#unlessRoot(repository));
      if (!only) await this.#discover(repository, listing.children);
      const held = await readHeld(repository, source, listing, promised, call);
      const comparing = { promises, links: this.#links, deep };
      this.#tell(repository, await compareRepository(held, comparing, call));
      if (promised || held.digests.size + held.tags.size > 0) this.#compared += 1;
    } catch (error) {
      if (signal?.aborted === true) return;
      this.#fail(repository, error);
    }
  }

  async #discover(repository: string, children: readonly string[] | undefined): Promise<void> {
    if (children) for (const child of children) this.#addFound(`${repository}/${child}`);
    else if (this.#roots.includes(repository)) await this.#readCatalog(hostOf(repository), repository);
  }

  async #readCatalog(host: string, root: string): Promise<void> {
    const { registry, signal } = this.options;
    try {
      let reading = this.#catalogs.get(host);
      if (!reading) this.#catalogs.set(host, (reading = registry.catalog(host, signal ? { signal } : {})));
      for (const path of (await reading) ?? []) {
        if (liesIn([root], `${host}/${path}`)) this.#addFound(`${host}/${path}`);
      }
    } catch (error) {
      if (signal?.aborted === true) return;
      this.#fail(root, error);
    }
  }

  #addFound(name: string): void {
    // What is promised is in the list already, of this shard or another.
    if (!this.options.promises.in(name)) this.#add(name, true);
  }

  #fail(repository: string, error: unknown): void {
    const explanation = failureOf(error, this.options.signal).reason;
    this.#tell(repository, [{ kind: 'unreachable', repository, explanation }]);
  }

  #tell(repository: string, drift: readonly Drift[]): void {
    this.#results.set(repository, [...(this.#results.get(repository) ?? []), ...drift]);
  }

  /** A registry need not be a repository, and may refuse to be taken for one. */
  #unlessRoot(repository: string): (error: unknown) => Listing {
    const isRoot = this.#roots.includes(repository) && !this.options.promises.in(repository);
    return (error) => {
      const isRefusal = error instanceof RegistryError && refusals.has(error.code);
      if (!isRoot || !isRefusal) throw error;
      return { exists: false, readAt: 0, tags: new Map(), manifests: undefined };
    };
  }
}

const refusals: ReadonlySet<string> = new Set(['UNAUTHORIZED', 'DENIED', 'REFUSED', 'NOT_FOUND']);

/** Each host begins elsewhere in the list: what one region has read is known when another comes to it. */
function rotated(repositories: Iterable<string>): string[] {
  const hosts = new Map<string, string[]>();
  for (const name of repositories) {
    const lane = hosts.get(hostOf(name));
    if (lane) lane.push(name);
    else hosts.set(hostOf(name), [name]);
  }
  const lanes = [...hosts.values()];
  return lanes.flatMap((lane, i) => {
    const start = Math.floor((lane.length * i) / lanes.length);
    return [...lane.slice(start), ...lane.slice(0, start)];
  });
}

function hostOf(name: string): string {
  return name.split('/', 1)[0] ?? '';
}
