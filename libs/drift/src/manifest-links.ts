import {
  isUnreadable,
  linksOf,
  type Known,
  type ManifestLinks,
  noLinks,
  type Original,
  type Promises,
  type Unreadable,
} from '@cip/audit';
import {
  type CallOptions,
  type Digest,
  type Failure,
  failureOf,
  describeFailure,
  InvalidManifestError,
} from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';

/** What reading a manifest gave. */
export type Read = ManifestLinks | 'absent' | Failure;

/** True when a manifest was read. */
export function isRead(read: Read): read is ManifestLinks {
  return read !== 'absent' && 'children' in read;
}

export function isFailure(read: Read): read is Failure {
  return read !== 'absent' && 'reason' in read;
}

/**
 * Reads what manifests say about others. A manifest is its digest wherever it is found, so that what one region gave is
 * not read in the others; that it is absent, or could not be read, is said of one repository only.
 */
export class LinkReader {
  readonly #known = new Map<Digest, ManifestLinks>();
  readonly #reading = new Map<string, Promise<Read>>();
  readonly #nowhere = new Set<Digest>();
  readonly #originals = new Map<string, Promise<Known<Original>>>();
  readonly #inSource = new Map<string, Promise<Known<'present'>>>();
  #siblings: ReadonlyMap<unknown, readonly string[]> | undefined;

  constructor(
    private readonly registry: ReadOnlyRegistry,
    private readonly promises: Promises,
  ) {}

  known(digest: Digest): ManifestLinks | undefined {
    return this.#known.get(digest);
  }

  /** From the repository, unless it is known; `anew` asks it all the same. */
  read(repository: string, digest: Digest, options: CallOptions, anew = false): Promise<Read> {
    const known = anew ? undefined : this.#known.get(digest);
    if (known) return Promise.resolve(known);
    const key = `${repository}@${digest}`;
    const running = this.#reading.get(key);
    if (running) return running;
    const started = this.#fetch(repository, digest, options).finally(() => this.#reading.delete(key));
    this.#reading.set(key, started);
    return started;
  }

  /** From another region that is promised the same, for a repository that has lost it. */
  async readElsewhere(repository: string, digest: Digest, options: CallOptions): Promise<void> {
    for (const other of this.#nowhere.has(digest) ? [] : this.#regionsOf(repository)) {
      if (this.#known.has(digest)) return;
      if (other !== repository) await this.read(other, digest, options);
    }
    if (!this.#known.has(digest)) this.#nowhere.add(digest);
  }

  /** What a tag points at where it was copied from. It is asked for once, however many regions have it. */
  async readOriginal(repository: string, tag: string, options: CallOptions): Promise<Known<Original>> {
    return this.#inSources(repository, (source) =>
      once(this.#originals, `${source}:${tag}`, () => this.#readOriginal(source, tag, options)),
    );
  }

  /** Whether the source has a manifest. */
  async readInSource(repository: string, digest: Digest, options: CallOptions): Promise<Known<'present'>> {
    return this.#inSources(repository, (source) =>
      once(this.#inSource, `${source}@${digest}`, async () => {
        const read = await this.read(source, digest, options, true);
        return isRead(read) ? 'present' : unread(read);
      }),
    );
  }

  /** False when sources have let an image go: what was attached to it there, nobody knows any more. */
  async isInSource(repository: string, digest: Digest, options: CallOptions): Promise<boolean> {
    return (await this.readInSource(repository, digest, options)) !== 'absent';
  }

  async #readOriginal(source: string, tag: string, options: CallOptions): Promise<Known<Original>> {
    try {
      const digest = (await this.registry.repository(source).resolve(tag, options))?.digest;
      if (digest === undefined) return 'absent';
      const read = await this.read(source, digest, options);
      return isRead(read) ? { digest, links: read } : unread(read);
    } catch (error) {
      return unread(failureOf(error, options.signal));
    }
  }

  async #inSources<T extends Original | 'present'>(
    repository: string,
    read: (source: string) => Promise<Known<T>>,
  ): Promise<Known<T>> {
    let failed: Unreadable | undefined;
    for (const source of this.promises.in(repository)?.sources ?? []) {
      const found = await read(source);
      if (isUnreadable(found)) failed ??= found;
      else if (found !== 'absent') return found;
    }
    return failed ?? 'absent';
  }

  #regionsOf(repository: string): readonly string[] {
    this.#siblings ??= bySameContent(this.promises);
    return this.#siblings.get(this.promises.in(repository)) ?? [];
  }

  async #fetch(repository: string, digest: Digest, options: CallOptions): Promise<Read> {
    try {
      const manifest = await this.registry.repository(repository).fetchManifest(digest, options);
      if (!manifest) return 'absent';
      return this.#keep(digest, linksOf(manifest));
    } catch (error) {
      // The right bytes, which are no manifest: they say nothing about others, and never will.
      if (error instanceof InvalidManifestError) this.#keep(digest, noLinks);
      return failureOf(error, options.signal);
    }
  }

  #keep(digest: Digest, links: ManifestLinks): ManifestLinks {
    this.#known.set(digest, links);
    return links;
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? read();
  known.set(key, found);
  return found;
}

function bySameContent(promises: Promises): Map<unknown, string[]> {
  const regions = new Map<unknown, string[]>();
  for (const repository of promises.repositories()) {
    const content = promises.in(repository);
    const known = regions.get(content);
    if (known) known.push(repository);
    else regions.set(content, [repository]);
  }
  return regions;
}

function unread(read: 'absent' | Failure): 'absent' | Unreadable {
  return read === 'absent' ? read : { unreadable: describeFailure(read), failure: read };
}
