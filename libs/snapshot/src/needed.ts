import type { Digest } from '@cip/oci';
import { isIndexTag } from './repository-index.js';

/** What refers to what in one repository: the children of each index. */
export type ChildrenOf = ReadonlyMap<Digest, readonly Digest[]>;

/**
 * All that is needed for some manifests to stay whole: they themselves, the children of those that are indexes, and so on.
 * A child counts although no record names it, as production may have lost it and kept its parent.
 */
export function closureOf(roots: Iterable<Digest>, childrenOf: ChildrenOf): Set<Digest> {
  const needed = new Set(roots);
  // A set hands out what is added to it meanwhile.
  for (const digest of needed) for (const child of childrenOf.get(digest) ?? []) needed.add(child);
  return needed;
}

/** What a repository of the layout incremental has, as far as it can be told. */
export interface PresentContent {
  /** Every tag, with its digest where that is known. */
  readonly tags: ReadonlyMap<string, Digest | undefined>;
  /** Every manifest that is known to be there. */
  readonly digests: Iterable<Digest>;
}

/** What can go from a repository. */
export interface Removable {
  /** Tags of indexes that no kept record names. */
  readonly tags: readonly string[];
  readonly digests: readonly Digest[];
}

/** Decides what can go: all that is there and that nothing needs. `keptTags` are those of the indexes that kept records name. */
export function removableIn(
  { tags, digests }: PresentContent,
  { needed, keptTags }: { readonly needed: ReadonlySet<Digest>; readonly keptTags: ReadonlySet<string> },
): Removable {
  return {
    tags: [...tags.keys()].filter((tag) => isIndexTag(tag) && !keptTags.has(tag)),
    digests: [...new Set(digests)].filter((digest) => !needed.has(digest)),
  };
}
