import type { AttachedTag } from './attached-tag.js';

/** Tags of attached artifacts that are kept, some 25 MB of a journal. */
const most = 100_000;

/** The newest digest of each tag of an attached artifact. Of what is too much, the oldest is forgotten first. */
export class KeptTags {
  readonly #tags = new Map<string, AttachedTag>();

  constructor(private readonly atMost = most) {}

  get size(): number {
    return this.#tags.size;
  }

  /** Gives how many lines that were written earlier count no more. */
  add(attached: AttachedTag): number {
    const key = `${attached.repository}:${attached.tag}`;
    const before = this.#tags.get(key);
    if (before && before.publishedAt > attached.publishedAt) return 1;
    this.#tags.delete(key);
    this.#tags.set(key, attached);
    const [oldest] = this.#tags.size > this.atMost ? this.#tags.keys() : [];
    if (oldest !== undefined) this.#tags.delete(oldest);
    return (before ? 1 : 0) + (oldest === undefined ? 0 : 1);
  }

  /** Oldest first. */
  [Symbol.iterator](): Iterator<AttachedTag> {
    return this.#tags.values();
  }
}
