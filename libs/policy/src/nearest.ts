/** Longer words are hardly misspelt by three letters, and would take long to compare. */
const longestWord = 100;

/** The word that was probably meant: the one with the fewest letters wrong, unless too many are. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  if (word.length > longestWord) return undefined;
  let limit = Math.min(3, Math.floor(word.length / 3));
  let best: string | undefined;
  for (const candidate of words) {
    const distance = distanceWithin(limit, word, candidate);
    if (distance === undefined) continue;
    best = candidate;
    if (distance === 0) break;
    // Another word has to be nearer than this one.
    limit = distance - 1;
  }
  return best;
}

/** How many letters must be added, removed or replaced (Levenshtein distance); undefined for more than `limit`. */
function distanceWithin(limit: number, a: string, b: string): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return distanceOf(limit, a.slice(start, a.length - end), b.slice(start, b.length - end));
}

/** Only the part of the table that can lead to so few is filled in: `2 * limit + 1` fields for each letter. */
function distanceOf(limit: number, a: string, b: string): number | undefined {
  const width = 2 * limit + 1;
  // The field at `i` of row `row` compares the first `row` letters of `a` with the first `row + i - limit` of `b`.
  let fields = Array.from({ length: width }, (_, i) => (i < limit ? Infinity : i - limit));
  for (let row = 1; row <= a.length; row++) {
    const next: number[] = [];
    for (let i = 0; i < width; i++) {
      const column = row + i - limit;
      const replaced = (fields[i] ?? Infinity) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const best = Math.min(replaced, (fields[i + 1] ?? Infinity) + 1, (next[i - 1] ?? Infinity) + 1);
      next.push(column < 0 || column > b.length ? Infinity : column === 0 ? row : best);
    }
    if (Math.min(...next) > limit) return undefined;
    fields = next;
  }
  const distance = fields[b.length - a.length + limit] ?? Infinity;
  return distance > limit ? undefined : distance;
}
