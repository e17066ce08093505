import type { ImageDigest } from '@cip/manifest';

/** Tags of entries that were looked at. Most entries have one, for which a set of its own would be large. */
export class SeenTags {
  readonly #tags = new Map<ImageDigest, string | Set<string>>();

  /** False for what has been added before. */
  add(entry: ImageDigest, tag: string): boolean {
    const seen = this.#tags.get(entry);
    if (seen === undefined) {
      this.#tags.set(entry, tag);
      return true;
    }
    if (typeof seen !== 'string') {
      const before = seen.size;
      return seen.add(tag).size > before;
    }
    if (seen === tag) return false;
    this.#tags.set(entry, new Set([seen, tag]));
    return true;
  }
}
