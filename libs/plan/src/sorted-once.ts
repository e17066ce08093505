import { compareTexts } from '@cip/oci';

/** Values sorted by the names of what they are about, the first of those that have the same. */
export function sortedOnce<T>(values: readonly T[], ...names: readonly ((value: T) => string)[]): T[] {
  const compare = (a: T, b: T): number => {
    for (const name of names) {
      const order = compareTexts(name(a), name(b));
      if (order !== 0) return order;
    }
    return 0;
  };
  const sorted = values.toSorted(compare);
  return sorted.filter((value, i) => {
    const before = sorted[i - 1];
    return before === undefined || compare(before, value) !== 0;
  });
}
