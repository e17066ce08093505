/** A pattern of paths, ready to be used many times. */
export interface Glob {
  /** As it is written. */
  readonly pattern: string;
  readonly wildcards: number;
  matches(path: string): boolean;
}

const known = new WeakMap<readonly string[], readonly Glob[]>();

/** True when a path matches one of the patterns: `*` and `?` stay within a segment, `**` stands for any number of them. */
export function matchesAny(patterns: readonly string[], path: string): boolean {
  let globs = known.get(patterns);
  if (!globs) known.set(patterns, (globs = patterns.map(globOf)));
  return globs.some((glob) => glob.matches(path));
}

/**
 * Reads a pattern. To match a path takes at most as many steps as there are pieces in the pattern (literal texts and
 * wildcards) times characters in the path: all ways to match are followed at once, and none is tried again.
 */
export function globOf(pattern: string): Glob {
  const pieces = pattern.split(/(\*\*\/|\*\*|\*|\?)/);
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  const wildcards = (pieces.length - 1) / 2;
  if (wildcards === 0) return { pattern, wildcards, matches: (path) => path === pattern };
  const between = pieces.slice(1, -1);
  const matches = (path: string): boolean =>
    path.length >= first.length + last.length &&
    path.startsWith(first) &&
    path.endsWith(last) &&
    matchesAll(between, path.slice(first.length, path.length - last.length));
  return { pattern, wildcards, matches };
}

/** Where in a path the pieces so far may end: 1 at the index of a character that may come next, and at the length. */
type Ends = Uint8Array;

/** Wildcards and texts take turns. */
function matchesAll(pieces: readonly string[], path: string): boolean {
  const ends = new Uint8Array(path.length + 1);
  ends[0] = 1;
  let isWildcard = false;
  for (const piece of pieces) {
    isWildcard = !isWildcard;
    if (piece === '') continue;
    if (isWildcard) wildcards[piece]?.(ends, path);
    else afterText(piece, ends, path);
    if (!ends.includes(1)) return false;
  }
  return ends[path.length] === 1;
}

function afterText(text: string, ends: Ends, path: string): void {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)];
  for (let end = path.length; end >= text.length; end--) {
    const start = end - text.length;
    // The first comparisons are those that nearly always tell.
    const isHere =
      ends[start] === 1 &&
      path.charCodeAt(start) === first &&
      path.charCodeAt(end - 1) === last &&
      path.startsWith(text, start);
    ends[end] = isHere ? 1 : 0;
  }
  ends.fill(0, 0, Math.min(text.length, ends.length));
}

const slash = '/'.charCodeAt(0);

const wildcards: Readonly<Record<string, (ends: Ends, path: string) => void>> = {
  '?': (ends, path) => {
    for (let end = path.length; end > 0; end--) {
      const isPair = end > 1 && (path.codePointAt(end - 2) ?? 0) > 0xffff;
      const isOne = path.charCodeAt(end - 1) !== slash && (path.codePointAt(end - 1) ?? 0) <= 0xffff;
      ends[end] = (isPair && ends[end - 2] === 1) || (isOne && ends[end - 1] === 1) ? 1 : 0;
    }
    ends[0] = 0;
  },
  '*': (ends, path) => {
    let isReached = false;
    for (let end = 0; end <= path.length; end++) {
      isReached ||= ends[end] === 1;
      if (isReached) ends[end] = 1;
      if (path.charCodeAt(end) === slash) isReached = false;
    }
  },
  '**': (ends) => {
    ends.fill(1, ends.indexOf(1));
  },
  '**/': (ends, path) => {
    for (let end = ends.indexOf(1) + 1; end <= path.length; end++)
      if (path.charCodeAt(end - 1) === slash) ends[end] = 1;
  },
};
