import {
  type Elsewhere,
  isUnreadable,
  linksOf,
  noLinks,
  type Knowledge,
  type Known,
  type ManifestLinks,
  type Needs,
  type Original,
  type PromisedRepository,
  type Unreadable,
} from '@cip/audit';
import { describeError, type Digest, InvalidManifestError, type Listing, type Source } from '@cip/oci';
import { RegistryError } from '@cip/registry';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import type { AttachedTagsKeeper } from './attached-tag.js';
import { AttachedTags } from './attached-tags.js';
import { OtherRegions } from './other-regions.js';
import { SharedReads } from './shared-reads.js';
import { ShortMemory } from './short-memory.js';

/** The right to read manifests and tags of any repository; a `ReadOnlyRegistry` is one. */
export interface ManifestReader {
  repository(name: string): Pick<Source, 'fetchManifest' | 'fetchBlob' | 'resolve' | 'list'>;
}

export interface KnowledgeStoreOptions {
  readonly registry: ManifestReader;
  /** Most manifests, and children and layers of them, that are remembered; default 200 000, which takes some 25 MB. */
  readonly mostLinks?: number;
  /** Knows what tags of attached artifacts pointed at before this process; default nothing does. */
  readonly attachedTags?: AttachedTagsKeeper;
  /** Most tags of attached artifacts that are remembered; default 100 000. */
  readonly mostAttached?: number;
  /** Reads at a time of one host, so that one that does not answer holds up no other; default 8. */
  readonly readsAtATime?: number;
  /** Milliseconds in which a manifest that could not be read is not asked for again; default 10 seconds. */
  readonly failuresFor?: number;
  /** Milliseconds that a verdict waits for other regions; default 3 seconds. */
  readonly regionsWithin?: number;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
  /** Ends all reads. */
  readonly signal?: AbortSignal;
}

type Places = Pick<PromisedRepository, 'sources' | 'regions'>;

/** What one judgement knows: what all know, and what was read for it alone. */
export interface JudgementKnowledge extends Knowledge {
  /** Reads all of it, from sources and regions what is to be read there. A failure is knowledge too; rejects only on abort. */
  read(needs: Needs, promised: Places): Promise<void>;
  /** Keeps in mind what the tag of an attached artifact pointed at when it was verified. */
  attach(tag: string, digest: Digest): void;
}

/**
 * What has been read from the destination repositories. A manifest is its digest, in whichever repository it was found:
 * its links are remembered for good, as far as there is room; one that was forgotten costs one more read. That one could
 * not be read is remembered for a moment, lest all that needs it wait for it in turn. That something is absent, and what
 * a tag points at, are known to the judgement at hand only.
 */
export class KnowledgeStore {
  readonly #links: LRUCache<Digest, ManifestLinks>;
  readonly #attached: AttachedTags;
  readonly #failures: ShortMemory<Unreadable>;
  readonly #otherRegions: OtherRegions;
  readonly #inSource = new LRUCache<string, 'present'>({ max: 100_000 });
  readonly #reads = new SharedReads<Known<ManifestLinks>>();
  readonly #listings = new SharedReads<Listing | Unreadable>();
  readonly #queues = new Map<string, PQueue>();

  constructor(private readonly options: KnowledgeStoreOptions) {
    this.#links = new LRUCache({
      maxSize: options.mostLinks ?? 200_000,
      sizeCalculation: ({ children, artifact }) => 1 + children.length + (artifact?.layers.length ?? 0),
    });
    this.#attached = new AttachedTags(options.mostAttached ?? 100_000, options.attachedTags);
    const { failuresFor = 10_000, regionsWithin = 3_000, clock = Date.now } = options;
    this.#failures = new ShortMemory(failuresFor, clock);
    const read = (region: string, tag: string): Promise<Known<Original>> => this.#pointedAt(region, tag);
    this.#otherRegions = new OtherRegions({ read, within: regionsWithin, clock });
  }

  /** For one judgement of a change in a repository, reported at a time. */
  open(repository: string, publishedAt: number): JudgementKnowledge {
    const manifests = new Map<Digest, Known<ManifestLinks>>();
    const tags = new Map<string, Known<Digest>>();
    const tagsByDigest = new Map<Digest, readonly string[] | Unreadable>();
    const inSource = new Map<Digest, Known<'present'>>();
    const originals = new Map<string, Known<Original>>();
    const elsewhere = new Map<string, readonly Elsewhere[]>();
    return {
      manifest: (digest) => this.#links.get(digest) ?? manifests.get(digest),
      tag: (tag) => tags.get(tag),
      tagsOf: (digest) => {
        const seen = this.#attached.tagOf(repository, digest);
        return seen === undefined ? tagsByDigest.get(digest) : [seen];
      },
      inSource: (digest) => inSource.get(digest),
      original: (tag) => originals.get(tag),
      elsewhere: (tag) => elsewhere.get(tag),
      attached: (tag) => this.#attached.before(repository, tag, publishedAt),
      attach: (tag, digest) => {
        this.#attached.remember(repository, tag, digest, publishedAt);
      },
      read: async (needs, { sources, regions }) => {
        const others = regions.filter((region) => region !== repository);
        const { manifests: unread = [], tags: unresolved = [], tagged = [] } = needs;
        await Promise.all([
          ...(needs.inSource ?? []).map(async (digest) =>
            inSource.set(digest, await this.#inSources(sources, digest)),
          ),
          ...(needs.originals ?? []).map(async (tag) =>
            originals.set(tag, await this.#original(sources, tag)),
          ),
          ...(needs.elsewhere ?? []).map(async (tag) =>
            elsewhere.set(tag, await this.#otherRegions.holding(tag, others)),
          ),
          ...unread.map(async (digest) => manifests.set(digest, await this.#manifest(repository, digest))),
          // Never shared: what was asked before this change was reported may be older than it.
          ...unresolved.map(async (tag) => tags.set(tag, await this.#resolved(repository, tag))),
          ...tagged.map(async (digest) => tagsByDigest.set(digest, await this.#tagsOf(repository, digest))),
        ]);
      },
    };
  }

  async #inSources(sources: readonly string[], digest: Digest): Promise<Known<'present'>> {
    return firstOf(sources, (source) => this.#presence(source, digest));
  }

  /** Asked of the source itself: that a manifest is known from production says nothing about where it came from. */
  async #presence(source: string, digest: Digest): Promise<Known<'present'>> {
    const what = `${source}@${digest}`;
    const known = this.#inSource.get(what) ?? this.#failures.of(what);
    if (known) return known;
    const found = await this.#resolved(source, digest);
    if (found === 'absent') return found;
    if (isUnreadable(found)) this.#failures.add(what, found);
    else this.#inSource.set(what, 'present');
    return isUnreadable(found) ? found : 'present';
  }

  #original(sources: readonly string[], tag: string): Promise<Known<Original>> {
    return firstOf(sources, (source) => this.#pointedAt(source, tag));
  }

  async #pointedAt(repository: string, tag: string): Promise<Known<Original>> {
    const digest = await this.#resolved(repository, tag);
    if (typeof digest !== 'string' || digest === 'absent') return digest;
    const links = this.#links.get(digest) ?? (await this.#manifest(repository, digest));
    return links === 'absent' || isUnreadable(links) ? links : { digest, links };
  }

  #manifest(repository: string, digest: Digest): Promise<Known<ManifestLinks>> {
    const what = `${repository}@${digest}`;
    const failure = this.#failures.of(what);
    if (failure) return Promise.resolve(failure);
    return this.#reads.do(what, async () => {
      const found = await this.#read(repository, async () => this.#fetch(repository, digest));
      if (isUnreadable(found)) this.#failures.add(what, found);
      else if (found !== 'absent') this.#links.set(digest, found);
      return found;
    });
  }

  async #fetch(repository: string, digest: Digest): Promise<ManifestLinks | 'absent'> {
    // Another repository's read may have brought it meanwhile.
    const known = this.#links.get(digest);
    if (known) return known;
    try {
      const { registry, signal } = this.options;
      const manifest = await registry
        .repository(repository)
        .fetchManifest(digest, { ...(signal && { signal }) });
      return manifest ? linksOf(manifest) : 'absent';
    } catch (error) {
      // The right bytes, which are no manifest: a stranger, rather than something to be read again.
      if (isTooLarge(error) || error instanceof InvalidManifestError) return noLinks;
      throw error;
    }
  }

  #resolved(repository: string, reference: string): Promise<Known<Digest>> {
    return this.#read(repository, async () => {
      const { registry, signal } = this.options;
      const found = await registry.repository(repository).resolve(reference, { ...(signal && { signal }) });
      return found?.digest ?? 'absent';
    });
  }

  /** From one listing; none where the registry does not say what its tags point at. */
  async #tagsOf(repository: string, digest: Digest): Promise<readonly string[] | Unreadable> {
    const listing = await this.#listings.do(repository, () =>
      this.#read(repository, () => {
        const { registry, signal } = this.options;
        return registry.repository(repository).list({ ...(signal && { signal }) });
      }),
    );
    if ('unreadable' in listing) return listing;
    return [...listing.tags].filter(([, tagged]) => tagged === digest).map(([tag]) => tag);
  }

  async #read<T>(repository: string, read: () => Promise<T>): Promise<T | Unreadable> {
    const { signal } = this.options;
    try {
      return await this.#queueOf(repository).add(() => {
        signal?.throwIfAborted();
        return read();
      });
    } catch (error) {
      signal?.throwIfAborted();
      return { unreadable: describeError(error) };
    }
  }

  #queueOf(repository: string): PQueue {
    const [host = ''] = repository.split('/', 1);
    const known = this.#queues.get(host);
    if (known) return known;
    const queue = new PQueue({ concurrency: this.options.readsAtATime ?? 8 });
    this.#queues.set(host, queue);
    return queue;
  }
}

/** Of several places the first that has it; that none has it is known only when each could be read. */
async function firstOf<T>(
  places: readonly string[],
  read: (place: string) => Promise<Known<T>>,
): Promise<Known<T>> {
  let failed: Unreadable | undefined;
  for (const place of places) {
    const found = await read(place);
    if (isUnreadable(found)) failed ??= found;
    else if (found !== 'absent') return found;
  }
  return failed ?? 'absent';
}

/** More bytes than a manifest may have; padding must not make a stranger look like a registry that is down. */
function isTooLarge(error: unknown): boolean {
  return error instanceof RegistryError && error.code === 'TOO_LARGE' && error.url.includes('/manifests/');
}
