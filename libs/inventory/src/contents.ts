import type { Digest, FoundManifest, Listing, Origin } from '@cip/oci';
import { ListedManifests } from './listed-manifests.js';

/** What a listing, or an answer about one manifest, tells of it. */
type Facts = Pick<FoundManifest, 'digest' | 'mediaType' | 'size'>;

interface Found extends FoundManifest {
  readonly tags: string[];
}

interface Read {
  readonly tags: Map<string, Digest>;
  readonly manifests: Map<Digest, Found>;
}

/**
 * What was found in a repository: by its listing, and by requests besides. As long as the listing is all there is, it is
 * looked up where it is, and read as a whole only when somebody asks for more than single tags and digests.
 */
export class Contents {
  #read: Read | undefined;

  constructor(private readonly listing: Pick<Listing, 'tags' | 'manifests'>) {}

  get tags(): ReadonlyMap<string, Digest> {
    if (this.#read || !this.listing.manifests) return this.#all.tags;
    // Where the registry lists manifests, it has said of each tag whose it is.
    return this.listing.tags as ReadonlyMap<string, Digest>;
  }

  get manifests(): ReadonlyMap<Digest, FoundManifest> {
    if (this.#read || !this.listing.manifests) return this.#all.manifests;
    return new ListedManifests(this.listing.manifests, () => this.#all.manifests);
  }

  has(reference: string): boolean {
    return this.tags.has(reference) || this.manifests.has(reference as Digest);
  }

  /** Empty where the registry did not say; undefined for what was not found. */
  mediaTypeOf(digest: Digest): string | undefined {
    const { manifests } = this.listing;
    return this.#read || !manifests ? this.manifests.get(digest)?.mediaType : manifests.get(digest);
  }

  /** Notes a manifest, unless it is known. */
  add(facts: Facts, origin: Origin): void {
    note(this.#all, facts, origin);
  }

  addTag(tag: string, facts: Facts, origin: Origin): void {
    noteTag(this.#all, tag, facts, origin);
  }

  get #all(): Read {
    if (this.#read) return this.#read;
    const read: Read = { tags: new Map(), manifests: new Map() };
    for (const [digest, mediaType] of this.listing.manifests ?? []) {
      note(read, { digest, mediaType, size: undefined }, 'listing');
    }
    for (const [tag, digest] of this.listing.tags) {
      if (digest !== undefined) noteTag(read, tag, { digest, mediaType: '', size: undefined }, 'listing');
    }
    return (this.#read = read);
  }
}

function note({ manifests }: Read, { digest, mediaType, size }: Facts, origin: Origin): Found {
  const known = manifests.get(digest);
  if (known) return known;
  const found = { digest, mediaType, size, tags: [], origin };
  manifests.set(digest, found);
  return found;
}

function noteTag(read: Read, tag: string, facts: Facts, origin: Origin): void {
  read.tags.set(tag, facts.digest);
  note(read, facts, origin).tags.push(tag);
}
