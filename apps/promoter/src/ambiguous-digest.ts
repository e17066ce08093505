import { UsageError } from '@cip/runtime';

const mostDigests = 10;

/** The error of the beginning of a digest that several digests have. */
export function ambiguousDigest(asked: string, digests: readonly string[]): UsageError {
  const shown = digests.slice(0, mostDigests);
  const hidden = digests.length - shown.length;
  return new UsageError(`${asked}: ${digests.length} digests begin so`, [
    'Write more of it.',
    ...shown,
    ...(hidden > 0 ? [`(and ${hidden} more)`] : []),
  ]);
}
