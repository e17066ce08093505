import { largestFile } from '@cip/manifest';

/**
 * What is read at most, from a directory and from a Git revision alike. Whoever opens a pull request wrote what is read,
 * so nothing here is without a bound.
 */
export const limits = {
  /** Bytes of one file; a larger one cannot be read. */
  file: largestFile,
  /** Entries of all folders that are looked at; a tree with more is refused. */
  entries: 100_000,
  /** Folders below one another, counted from the root of the tree; what lies deeper is refused. */
  depth: 16,
  /** Links that are followed on the way to one file. */
  links: 40,
  /** Bytes of the path in a link. */
  linkTarget: 4096,
} as const;
