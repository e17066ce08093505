import type { TagClaim } from './tag-claims.js';

/** Two places that give one tag of the same repositories. */
export interface TagPair {
  readonly earlier: TagClaim;
  /** The later of the two in the order of files and lines. */
  readonly later: TagClaim;
  /** At least one, each once. */
  readonly repositories: readonly string[];
}

/** Pairs of places, each once however many meetings it concerns; meetings have no repositories in common. */
export class TagPairs {
  readonly #pairs = new Map<string, TagPair>();

  add(earlier: TagClaim, later: TagClaim, repositories: readonly string[]): void {
    if (repositories.length === 0) return;
    const key = [...identityOf(earlier), ...identityOf(later)].join('\n');
    const known = this.#pairs.get(key);
    // Very many pairs may share the list of one meeting, so it is not copied.
    const all =
      known && known.repositories !== repositories ? [...known.repositories, ...repositories] : repositories;
    this.#pairs.set(key, { earlier, later, repositories: all });
  }

  [Symbol.iterator](): Iterator<TagPair> {
    return this.#pairs.values();
  }
}

/** Aliases make several digests share the place of a tag, so the place does not tell them apart. */
function identityOf({ claim, entry, tag }: TagClaim): string[] {
  return [claim.manifest.name, claim.image.name, entry.digest, tag];
}
