import type { Failure, HeldRepository, PromisedRepository } from '@cip/audit';
import type { CallOptions, Digest, Listing, Source } from '@cip/oci';
import { failureOf } from './failure-of.js';

/** What a repository holds, and what its registry says about that besides. */
export interface ListedRepository extends HeldRepository {
  /** Media types of what is held, as far as the registry told. */
  readonly types: ReadonlyMap<Digest, string>;
}

/**
 * Reads what a repository holds: everything from the listing where it gives it (Google extension), otherwise a HEAD
 * for each tag, and one for each promised digest that has no tag.
 */
export async function readHeld(
  repository: string,
  source: Source,
  listing: Listing,
  promised: PromisedRepository | undefined,
  options: CallOptions,
): Promise<ListedRepository> {
  const reading = new Reading(source, options);
  for (const [digest, mediaType] of listing.manifests ?? []) reading.found(digest, mediaType);
  for (const [tag, digest] of listing.tags) if (digest !== undefined) reading.tags.set(tag, digest);
  if (!listing.manifests) {
    const open = [...listing.tags].filter(([, digest]) => digest === undefined).map(([tag]) => tag);
    await reading.askTags(open, promised);
    // docker-registry does not know a repository that holds no tag, whatever else it holds.
    await reading.askDigests(promised ? untagged(promised) : []);
  }
  const { tags, types, unknown } = reading;
  for (const digest of tags.values()) reading.found(digest);
  const complete = listing.manifests !== undefined;
  return { repository, tags, digests: reading.digests, complete, types, unknown };
}

class Reading {
  readonly tags = new Map<string, Digest>();
  readonly digests = new Set<Digest>();
  readonly types = new Map<Digest, string>();
  readonly unknown = new Map<string, Failure>();

  constructor(
    private readonly source: Source,
    private readonly options: CallOptions,
  ) {}

  found(digest: Digest, mediaType = ''): void {
    this.digests.add(digest);
    if (mediaType !== '') this.types.set(digest, mediaType);
  }

  async askTags(tags: readonly string[], promised: PromisedRepository | undefined): Promise<void> {
    const asking = tags.map(async (tag) => {
      const there = await this.#ask(tag);
      if (there) this.tags.set(tag, there);
      else if (!this.unknown.has(tag) && promised?.tags.has(tag) === true) {
        const reason = 'the registry lists this tag, and denies that it is there';
        this.unknown.set(tag, { kind: 'unreachable', reason });
      }
    });
    await Promise.all(asking);
  }

  async askDigests(digests: readonly Digest[]): Promise<void> {
    await Promise.all(digests.filter((digest) => !this.digests.has(digest)).map((one) => this.#ask(one)));
  }

  async #ask(reference: string): Promise<Digest | undefined> {
    try {
      const found = await this.source.resolve(reference, this.options);
      if (found) this.found(found.digest, found.mediaType);
      return found?.digest;
    } catch (error) {
      this.unknown.set(reference, failureOf(error, this.options.signal));
      return undefined;
    }
  }
}

function untagged({ digests, tags }: PromisedRepository): Digest[] {
  const tagged = new Set([...tags.values()].flat());
  return [...digests].filter((digest) => !tagged.has(digest));
}
