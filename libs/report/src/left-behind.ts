import { printable } from '@cip/oci';
import type { LeftBehind } from './promotion-report.js';
import { shortDigest } from './short-names.js';

/** The cells of a line: whose it is, which artifact, and why it stayed. */
export function leftBehindCells({ source, on, digest, tag, why }: LeftBehind): string[] {
  const artifact = tag === undefined ? `the referrer ${shortDigest(digest)}` : `the tag ${printable(tag)}`;
  return [
    printable(`${source}@${shortDigest(on)}`),
    digest === on ? 'some referrers' : artifact,
    printable(`it ${why}`),
  ];
}
