import {
  type CallOptions,
  type Completeness,
  type Descriptor,
  type Digest,
  type Failure,
  failureOf,
  formatRepositoryName,
  type FoundManifest,
  isIndexType,
  type Listing,
  mediaTypes,
  type Origin,
  readManifest,
  type RepositoryInventory,
  type Source,
  subjectOf,
  subjectOfTag,
} from '@cip/oci';
import pMap from 'p-map';
import { Contents } from './contents.js';

// A host takes no more than this at a time from many repositories; more would only wait, and take memory.
const concurrency = 16;

/**
 * The reading of one repository: what a listing gave, and what requests about single tags and digests added to it. No method
 * rejects, except on abort: what cannot be read is noted.
 */
export class RepositoryReading {
  #contents = new Contents({ tags: new Map(), manifests: undefined });
  readonly #unknown = new Map<string, Failure>();
  readonly #unlisted = new Set<Digest>();
  readonly #lists = new Map<Digest, Promise<readonly Descriptor[]>>();
  readonly #askedBelow = new Set<Digest>();
  #readAt = Date.now();
  #exists = false;
  #completeness: Completeness = { kind: 'unknown', reason: 'only what was asked about was looked for' };

  constructor(
    private readonly source: Source,
    private readonly options: CallOptions,
  ) {}

  takeListing(listing: Listing, completeness: Completeness): void {
    this.#readAt = listing.readAt;
    this.#exists = listing.exists;
    this.#completeness = completeness;
    this.#contents = new Contents(listing);
  }

  /** What the listing said turned out not to be true. */
  contradict(reason: string): void {
    this.#completeness = { kind: 'unknown', reason, failure: { code: 'CONTRADICTION', reason } };
  }

  get exists(): boolean {
    return this.#exists || this.#contents.manifests.size > 0;
  }

  has(reference: string): boolean {
    return this.#contents.has(reference);
  }

  /** One HEAD for each that is not known yet. Resolves with how many of them were found. */
  async ask(references: Iterable<string>, origin: Origin): Promise<number> {
    const open = [...new Set(references)].filter((one) => !this.has(one) && !this.#unknown.has(one));
    const found = await pMap(open, (reference) => this.#ask(reference, origin), { concurrency });
    return found.filter(Boolean).length;
  }

  /**
   * Finds out whether manifests are in the lists of their subjects' referrers. A manifest's descriptor does not tell whether
   * it has a subject, so that it is read: a GET in the place of the HEAD that would ask for it, and a GET of one list for
   * each subject. What a listing has shown costs nothing until now, and is left alone unless the listing shows a referrers
   * tag, too; the price is that a run killed before it wrote the very first list of such a repository is not noticed.
   */
  async askReferrers(digests: readonly Digest[]): Promise<void> {
    const open = digests.filter((digest) => !this.#unknown.has(digest) && this.#mayBeReferrer(digest));
    await Promise.all(open.map((digest) => this.#askReferrer(digest)));
  }

  /** The same for tags that the registry has just listed: that one is not there contradicts it. */
  async askListed(tags: readonly string[]): Promise<void> {
    await this.ask(tags, 'tags');
    for (const tag of tags) {
      if (!this.#contents.tags.has(tag) && !this.#unknown.has(tag)) this.#unknown.set(tag, listedAndDenied);
    }
  }

  /**
   * Finds what hangs on the manifests found so far: children of indexes, and what refers to them; and what hangs on those.
   * Where that cannot be read, the repository is not known.
   */
  async askBelow(): Promise<void> {
    const open = (): FoundManifest[] =>
      [...this.#contents.manifests.values()].filter(({ digest }) => !this.#askedBelow.has(digest));
    for (let manifests = open(); manifests.length > 0; manifests = open()) {
      for (const { digest } of manifests) this.#askedBelow.add(digest);
      await pMap(manifests, (manifest) => this.#below(manifest), { concurrency });
    }
  }

  inventory(): RepositoryInventory {
    const { tags, manifests } = this.#contents;
    return {
      repository: formatRepositoryName(this.source.name),
      completeness: this.#completeness,
      exists: this.exists,
      readAt: this.#readAt,
      tags,
      manifests,
      unknown: this.#unknown,
      ...(this.#unlisted.size > 0 && { unlisted: this.#unlisted }),
    };
  }

  async #ask(reference: string, origin: Origin): Promise<boolean> {
    try {
      const found = await this.source.resolve(reference, this.options);
      if (!found) return false;
      if (reference.includes(':')) this.#contents.add(found, origin);
      else this.#contents.addTag(reference, found, origin);
      return true;
    } catch (error) {
      this.#unknown.set(reference, failureOf(error, this.options.signal));
      return false;
    }
  }

  #mayBeReferrer(digest: Digest): boolean {
    const mediaType = this.#contents.mediaTypeOf(digest);
    if (mediaType === undefined) return true;
    return mayHaveSubject(mediaType) && [...this.#contents.tags.keys()].some(isReferrersTag);
  }

  async #askReferrer(digest: Digest): Promise<void> {
    try {
      const manifest = await this.source.fetchManifest(digest, this.options);
      if (!manifest) return;
      this.#contents.add(manifest.descriptor, 'manifests');
      const subject = subjectOf(manifest);
      if (subject === undefined) return;
      const list = this.#lists.get(subject) ?? this.source.referrers(subject, this.options);
      this.#lists.set(subject, list);
      if ((await list).every((entry) => entry.digest !== digest)) this.#unlisted.add(digest);
    } catch (error) {
      this.#unknown.set(digest, failureOf(error, this.options.signal));
    }
  }

  async #below({ digest, mediaType, origin }: FoundManifest): Promise<void> {
    try {
      const [children, referrers] = await Promise.all([
        isIndexType(mediaType) ? this.#childrenOf(digest, origin) : [],
        this.source.referrers(digest, this.options),
      ]);
      for (const child of children) this.#contents.add(child, 'children');
      for (const referrer of referrers) this.#contents.add(referrer, 'referrers');
    } catch (error) {
      const failure = failureOf(error, this.options.signal);
      this.#completeness = { kind: 'unknown', reason: failure.reason, failure };
    }
  }

  async #childrenOf(digest: Digest, origin: Origin): Promise<readonly Descriptor[]> {
    const index = await this.source.fetchManifest(digest, this.options);
    if (index) return readManifest(index).children;
    // An index, or a list of referrers, may name what has been deleted: that is lost, and contradicts nothing.
    if (origin === 'children' || origin === 'referrers') return [];
    this.contradict(
      `the registry gave the index ${digest} away a moment ago, and now denies that it is there`,
    );
    return [];
  }
}

const listedAndDenied: Failure = {
  code: 'CONTRADICTION',
  reason: 'the registry lists this tag, and denies that it is there',
};

function mayHaveSubject(mediaType: string): boolean {
  return mediaType === mediaTypes.ociManifest || mediaType === mediaTypes.ociIndex;
}

function isReferrersTag(tag: string): boolean {
  return subjectOfTag(tag)?.kind === 'referrers';
}
