/** Where an element with this text is among others that are sorted by theirs; -1: there is none. */
export function indexOfSorted<T>(sorted: readonly T[], wanted: string, textOf: (one: T) => string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = sorted[middle];
    if (one !== undefined && textOf(one) < wanted) low = middle + 1;
    else high = middle;
  }
  const found = sorted[low];
  return found !== undefined && textOf(found) === wanted ? low : -1;
}

/** Whether a sorted list has a text. */
export function hasText(sorted: readonly string[], wanted: string): boolean {
  return indexOfSorted(sorted, wanted, (text) => text) >= 0;
}
