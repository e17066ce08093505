import {
  type CallOptions,
  type Descriptor,
  type Digest,
  formatRepositoryName,
  isIndexType,
  type Listing,
  readManifest,
  type Source,
} from '@cip/oci';
import type { Lost } from './record.js';

/** What told of a digest first. `listing`: the registry lists all it holds; `manifests`: a promoter manifest names it. */
export type Origin = 'listing' | 'tags' | 'children' | 'referrers' | 'manifests';

/** A manifest of production as far as it is known before it is read. */
export interface FoundManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  /** In bytes; undefined where only a listing was read. */
  readonly size: number | undefined;
  readonly tags: string[];
  readonly origin: Origin;
}

/** What a repository holds. */
export interface FoundState {
  readonly manifests: ReadonlyMap<Digest, FoundManifest>;
  /** Tags that the registry lists, and then denies to have. */
  readonly lost: readonly Omit<Lost, 'repository'>[];
}

export interface ReadStateOptions extends CallOptions {
  /** Digests that may be there without a tag, where the listing does not tell. */
  readonly named?: Iterable<Digest>;
}

/**
 * Reads all that a repository holds: from the listing where that gives everything (Google extension), otherwise tag by
 * tag, with the children of indexes, referrers, and the digests that manifests name. Rejects when a read fails: what a
 * repository holds is known or it is not.
 */
export async function readState(
  source: Source,
  listing: Listing,
  options: ReadStateOptions = {},
): Promise<FoundState> {
  const reading = new StateReading(source, options);
  if (listing.manifests) reading.takeListing(listing, listing.manifests);
  else await reading.ask(listing, options.named ?? []);
  return { manifests: reading.found, lost: reading.lost };
}

class StateReading {
  readonly found = new Map<Digest, FoundManifest>();
  readonly lost: Omit<Lost, 'repository'>[] = [];
  readonly #call: CallOptions;

  constructor(
    private readonly source: Source,
    { signal }: CallOptions,
  ) {
    this.#call = signal ? { signal } : {};
  }

  takeListing({ tags }: Listing, manifests: ReadonlyMap<Digest, string>): void {
    for (const [digest, mediaType] of manifests) this.#add({ digest, mediaType, size: undefined }, 'listing');
    for (const [tag, digest] of tags) if (digest !== undefined) this.found.get(digest)?.tags.push(tag);
  }

  async ask({ tags }: Listing, named: Iterable<Digest>): Promise<void> {
    await Promise.all([...tags.keys()].map((tag) => this.#askTag(tag)));
    await this.#askBelow([...this.found.values()]);
    const open = [...named].filter((digest) => !this.found.has(digest));
    const there = await Promise.all(open.map((digest) => this.source.resolve(digest, this.#call)));
    await this.#askBelow(this.#addAll(there, 'manifests'));
  }

  async #askTag(tag: string): Promise<void> {
    const there = await this.source.resolve(tag, this.#call);
    if (there) this.#add(there, 'tags').tags.push(tag);
    else {
      const reason = 'the registry lists this tag, and denies that it is there';
      this.lost.push({ digest: '', tags: [tag], reason });
    }
  }

  /** What hangs on manifests: the children of an index, and what refers to them; and what hangs on those. */
  async #askBelow(manifests: readonly FoundManifest[]): Promise<void> {
    let open = manifests;
    while (open.length > 0) {
      const below = await Promise.all(open.map((manifest) => this.#below(manifest)));
      open = below.flat();
    }
  }

  async #below({ digest, mediaType }: FoundManifest): Promise<FoundManifest[]> {
    const [children, referrers] = await Promise.all([
      isIndexType(mediaType) ? this.#childrenOf(digest) : [],
      this.source.referrers(digest, this.#call),
    ]);
    return [...this.#addAll(children, 'children'), ...this.#addAll(referrers, 'referrers')];
  }

  async #childrenOf(digest: Digest): Promise<readonly Descriptor[]> {
    const index = await this.source.fetchManifest(digest, this.#call);
    if (index) return readManifest(index).children;
    const repository = formatRepositoryName(this.source.name);
    throw new Error(`${repository}@${digest}: the registry gave this index away a moment ago; run again`);
  }

  #addAll(descriptors: readonly (Descriptor | undefined)[], origin: Origin): FoundManifest[] {
    const fresh = descriptors.filter(
      (one): one is Descriptor => one !== undefined && !this.found.has(one.digest),
    );
    return fresh.map((one) => this.#add(one, origin));
  }

  #add({ digest, mediaType, size }: Omit<FoundManifest, 'tags' | 'origin'>, origin: Origin): FoundManifest {
    const known = this.found.get(digest);
    if (known) return known;
    const found = { digest, mediaType, size, tags: [], origin };
    this.found.set(digest, found);
    return found;
  }
}
