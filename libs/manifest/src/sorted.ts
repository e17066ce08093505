/** Order by UTF-16 code units, the same on every machine. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A sorted copy by a text of each element. */
export function sortedBy<T>(elements: Iterable<T>, text: (element: T) => string): T[] {
  return [...elements].sort((a, b) => compareTexts(text(a), text(b)));
}
