import type { Digest } from '@cip/oci';
import { LRUCache } from 'lru-cache';
import type { AttachedTag, AttachedTagsKeeper } from './attached-tag.js';

interface Seen {
  readonly digest: Digest;
  readonly publishedAt: number;
}

const mostPerTag = 16;

/**
 * What the tags of attached artifacts pointed at when they were verified, the least recently used forgotten first: they
 * lose nothing that they had. What a keeper left is known from the start; what is forgotten is held against source and regions.
 */
export class AttachedTags {
  readonly #seen: LRUCache<string, readonly Seen[]>;
  readonly #tags: LRUCache<string, string>;

  constructor(
    most: number,
    private readonly keeper?: AttachedTagsKeeper,
  ) {
    this.#seen = new LRUCache({ maxSize: most, sizeCalculation: (seen) => Math.max(1, seen.length) });
    this.#tags = new LRUCache({ max: most });
    for (const attached of keeper?.attachedTags() ?? []) this.#add(attached);
  }

  /** The tag that a digest was verified under last. */
  tagOf(repository: string, digest: Digest): string | undefined {
    return this.#tags.get(`${repository}@${digest}`);
  }

  /** What a tag pointed at before a change that was reported at a time. */
  before(repository: string, tag: string, publishedAt: number): Digest | undefined {
    const seen = this.#seen.get(`${repository}:${tag}`);
    // Events overtake one another: a tag is held against what it was before, never against what it grew to later.
    return seen?.findLast((one) => one.publishedAt <= publishedAt)?.digest;
  }

  remember(repository: string, tag: string, digest: Digest, publishedAt: number): void {
    const attached = { repository, tag, digest, publishedAt };
    if (this.#add(attached)) this.keeper?.keepAttachedTag(attached);
  }

  /** False: it was known. */
  #add({ repository, tag, digest, publishedAt }: AttachedTag): boolean {
    const key = `${repository}:${tag}`;
    const seen = this.#seen.get(key) ?? [];
    if (seen.some((one) => one.digest === digest)) return false;
    this.#tags.set(`${repository}@${digest}`, tag);
    const all = [...seen, { digest, publishedAt }].sort((a, b) => a.publishedAt - b.publishedAt);
    this.#seen.set(key, all.slice(-mostPerTag));
    return true;
  }
}
