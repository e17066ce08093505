import { compareTexts } from '@cip/oci';

/**
 * The order in which people expect tags: `v1.9` before `v1.10`, and a pre-release before its release. Numbers are compared
 * as numbers of any length; what else follows a version comes after it.
 */
export function compareTags(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareParts(left[i], right[i]);
    if (order !== 0) return order;
  }
  return compareTexts(a, b);
}

/** Runs of digits, dashes, and all that is between them. */
function partsOf(tag: string): string[] {
  return tag.match(/\d+|-|[^\d-]+/g) ?? [];
}

function compareParts(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return compareEnds(a, b);
  if (a === '-' || b === '-') return a === '-' ? -1 : 1;
  const [number, otherNumber] = [digitsOf(a), digitsOf(b)];
  if (number === undefined || otherNumber === undefined) return compareTexts(a, b);
  return number.length - otherNumber.length || compareTexts(number, otherNumber);
}

/** A dash after a version begins a pre-release, so `v1-rc.1` comes before `v1`. */
function compareEnds(a: string | undefined, b: string | undefined): number {
  if (a === undefined) return b === '-' ? 1 : -1;
  return a === '-' ? -1 : 1;
}

/** Without leading zeros. */
function digitsOf(part: string): string | undefined {
  return /^\d/.test(part) ? part.replace(/^0+(?=\d)/, '') : undefined;
}
