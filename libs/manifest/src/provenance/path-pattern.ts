// A pattern is a sequence of terms. Each term but `*` stands for one character.
const character = String.raw`(?:[^\\\]-]|\\[\s\S])`;
const range = `${character}(?:-${character})?`;
const set = String.raw`\[(?:\^|(?!\^))(?:${range})+\]`;
const term = String.raw`(?:[^\\[]|\\[\s\S]|${set})`;

/** As a regular expression with the flag `u`: the syntax of Go's `path.Match`. */
export const pathPatternSyntax = `(?:${term})+`;

type Term = (character: string) => boolean;

/** What stands between two `*`, or before the first or after the last. */
interface Chunk {
  readonly isAfterStar: boolean;
  readonly terms: Term[];
}

const known = new WeakMap<readonly string[], readonly (readonly Chunk[])[]>();

/**
 * Whether a path matches one of the patterns, as Go's `path.Match` says. `*` and `?` never match a slash, and nothing else has
 * a meaning besides `[a-z]`, `[^a-z]` and `\`. A pattern that is not sound matches nothing. Each takes at most as many steps as
 * the path has characters times the pattern.
 */
export function matchesPath(patterns: readonly string[], path: string): boolean {
  let compiled = known.get(patterns);
  if (!compiled) known.set(patterns, (compiled = patterns.map(chunksOf)));
  const characters = Array.from(path);
  return compiled.some((chunks) => matches(chunks, characters));
}

const soundPattern = new RegExp(`^${pathPatternSyntax}$`, 'u');
const eachTerm = new RegExp(term, 'gu');
const eachRange = new RegExp(`(${character})(?:-(${character}))?`, 'gu');

function chunksOf(pattern: string): readonly Chunk[] {
  if (!soundPattern.test(pattern)) return [];
  let last: Chunk = { isAfterStar: false, terms: [] };
  const chunks = [last];
  for (const [text] of pattern.matchAll(eachTerm)) {
    if (text === '*') chunks.push((last = { isAfterStar: true, terms: [] }));
    else last.terms.push(termOf(text));
  }
  return chunks;
}

function termOf(text: string): Term {
  if (text === '?') return (character) => character !== '/';
  if (!text.startsWith('[')) return (character) => character === unescaped(text);
  const isNegated = text.startsWith('[^');
  const ranges = [...text.slice(isNegated ? 2 : 1, -1).matchAll(eachRange)].map(
    ([, low = '', high = low]) => ({ low: codeOf(unescaped(low)), high: codeOf(unescaped(high)) }),
  );
  return (character) => {
    const code = codeOf(character);
    return ranges.some(({ low, high }) => low <= code && code <= high) !== isNegated;
  };
}

function unescaped(text: string): string {
  return text.startsWith('\\') ? text.slice(1) : text;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

// The first place where a chunk fits counts, and no other is tried, as in Go: that is what bounds the number of steps.
function matches(chunks: readonly Chunk[], path: readonly string[]): boolean {
  let at = 0;
  for (const chunk of chunks.slice(0, -1)) {
    const start = placeOf(chunk, path, at);
    if (start === undefined) return false;
    at = start + chunk.terms.length;
  }
  const last = chunks.at(-1);
  if (!last) return false;
  const start = path.length - last.terms.length;
  if (start < at || (start > at && !last.isAfterStar)) return false;
  return !path.slice(at, start).includes('/') && fits(last, path, start);
}

function placeOf(chunk: Chunk, path: readonly string[], from: number): number | undefined {
  for (let start = from; start + chunk.terms.length <= path.length; start++) {
    if (fits(chunk, path, start)) return start;
    if (!chunk.isAfterStar || path[start] === '/') return undefined;
  }
  return undefined;
}

function fits({ terms }: Chunk, path: readonly string[], start: number): boolean {
  return terms.every((isTerm, i) => isTerm(path[start + i] ?? ''));
}
