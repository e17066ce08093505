import { compareTexts } from '@cip/oci';

interface Version {
  readonly numbers: readonly string[];
  /** What follows the numbers, in pieces; none: a release. */
  readonly suffix: readonly string[];
}

/**
 * Orders tags by the versions that they name, the newest last: `v1.9.0`, `v1.10.0-rc.1`, `v1.10.0`. As in Semantic
 * Versioning 2.0.0 ("Precedence"), with any number of numbers. A tag that names no version comes before all that do.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [versionOf(a), versionOf(b)];
  if (!left || !right) return Number(left !== undefined) - Number(right !== undefined) || compareTexts(a, b);
  return compareNumbers(left, right) || compareSuffixes(left.suffix, right.suffix) || compareTexts(a, b);
}

function versionOf(tag: string): Version | undefined {
  const [, numbers, suffix = ''] = /^v?(\d+(?:\.\d+)*)(?:[-_.+](.*))?$/.exec(tag) ?? [];
  if (numbers === undefined) return undefined;
  return { numbers: numbers.split('.'), suffix: suffix === '' ? [] : suffix.split(/[-_.]/) };
}

function compareNumbers({ numbers: a }: Version, { numbers: b }: Version): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareDigits(a[i] ?? '0', b[i] ?? '0');
    if (order !== 0) return order;
  }
  return 0;
}

function compareSuffixes(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [i, piece] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    const order = comparePieces(piece, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers come before words. */
function comparePieces(a: string, b: string): number {
  const [isNumber, isOther] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber && isOther) return compareDigits(a, b);
  return Number(isOther) - Number(isNumber) || compareTexts(a, b);
}

/** Numbers of any length. */
function compareDigits(a: string, b: string): number {
  const [left, right] = [a, b].map((digits) => digits.replace(/^0+(?=\d)/, '')) as [string, string];
  return left.length - right.length || compareTexts(left, right);
}
