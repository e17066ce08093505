import type { Image, ImageDigest } from '@cip/manifest';
import { type Digest, hasText, indexOfSorted } from '@cip/oci';
import { type Claim, isUntaggable } from './desired.js';

/** What all claims on a digest have, where many of them do. */
interface Together {
  readonly tags: Set<string>;
  readonly sources: Set<string>;
}

const fewClaims = 4;

/**
 * What some claims on a repository ask for. Of a few claims nothing is copied, as their digests and tags are sorted:
 * two trees of hundreds of thousands of them are compared at a time.
 */
export class EntryIndex {
  readonly #together: ReadonlyMap<Digest, Together> | undefined;
  #byTag: Map<string, ImageDigest> | undefined;

  /** Entries that no registry can hold do not count, unless `alsoUntaggable` says so. */
  constructor(
    private readonly claims: readonly Claim[],
    private readonly alsoUntaggable = false,
  ) {
    if (claims.length > fewClaims) this.#together = this.#indexTogether();
  }

  get isEmpty(): boolean {
    return this.#together
      ? this.#together.size === 0
      : !this.claims.some(({ image }) => image.digests.some((entry) => this.#counts(entry)));
  }

  has(digest: Digest): boolean {
    return this.#together ? this.#together.has(digest) : this.#some(digest, () => true);
  }

  hasTag(digest: Digest, tag: string): boolean {
    if (this.#together) return this.#together.get(digest)?.tags.has(tag) === true;
    return this.#some(digest, ({ tags }) => hasText(tags, tag));
  }

  /** True when all that have the digest here have a source from which it comes there, too. */
  hasSourcesIn(digest: Digest, other: EntryIndex): boolean {
    if (this.#together) {
      for (const source of this.#together.get(digest)?.sources ?? []) {
        if (!other.#hasSource(digest, source)) return false;
      }
      return true;
    }
    return !this.#some(digest, (_, { source }) => !other.#hasSource(digest, source));
  }

  /** The first entry that has the tag. */
  holderOf(tag: string): ImageDigest | undefined {
    return (this.#byTag ??= this.#indexTags()).get(tag);
  }

  #hasSource(digest: Digest, source: string): boolean {
    if (this.#together) return this.#together.get(digest)?.sources.has(source) === true;
    return this.#some(digest, (_, claim) => claim.source === source);
  }

  #some(digest: Digest, accepts: (entry: ImageDigest, claim: Claim) => boolean): boolean {
    return this.claims.some((claim) => {
      const entry = entryIn(claim.image, digest);
      return entry !== undefined && this.#counts(entry) && accepts(entry, claim);
    });
  }

  #counts(entry: ImageDigest): boolean {
    return this.alsoUntaggable || !isUntaggable(entry);
  }

  #indexTogether(): ReadonlyMap<Digest, Together> {
    const all = new Map<Digest, Together>();
    for (const { image, source } of this.claims) {
      for (const entry of image.digests) {
        if (!this.#counts(entry)) continue;
        let together = all.get(entry.digest);
        if (!together) all.set(entry.digest, (together = { tags: new Set(), sources: new Set() }));
        for (const tag of entry.tags) together.tags.add(tag);
        together.sources.add(source);
      }
    }
    return all;
  }

  #indexTags(): Map<string, ImageDigest> {
    const byTag = new Map<string, ImageDigest>();
    for (const { image } of this.claims) {
      for (const entry of image.digests) {
        if (!this.#counts(entry)) continue;
        for (const tag of entry.tags) if (!byTag.has(tag)) byTag.set(tag, entry);
      }
    }
    return byTag;
  }
}

function entryIn({ digests }: Image, digest: Digest): ImageDigest | undefined {
  return digests[indexOfSorted(digests, digest, (entry) => entry.digest)];
}
