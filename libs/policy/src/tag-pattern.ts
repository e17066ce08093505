import { RE2JS, RE2JSException } from 're2js';

/** A regular expression of tags. Its language is RE2's, in which a match takes time that is linear in the length of the tag. */
export interface TagPattern {
  /** Of the compiled expression, in instructions; each may cost a step for each character of a tag. */
  readonly size: number;
  /** True when it matches anywhere in a tag. */
  matches(tag: string): boolean;
}

const longestPattern = 200;

// Up to this size, an automaton with all of its states stays small, and it is the quickest. In larger ones the states may
// be more than the library keeps: to make them anew for each tag takes ten times as long as to do without.
const largestAutomaton = 32;

const known = new WeakMap<readonly string[], readonly TagPattern[]>();

/** The patterns of a policy, compiled once. */
export function tagPatternsOf(sources: readonly string[]): readonly TagPattern[] {
  let patterns = known.get(sources);
  if (!patterns) known.set(sources, (patterns = sources.map(tagPattern)));
  return patterns;
}

/** Throws {@link TagPatternError}. */
export function tagPattern(source: string): TagPattern {
  if (source.length > longestPattern) {
    throw new TagPatternError(`it has more than ${longestPattern} characters`);
  }
  const expression = compiled(source);
  const size = expression.programSize();
  return {
    size,
    matches: (tag) => (size <= largestAutomaton ? expression.test(tag) : expression.matcher(tag).find()),
  };
}

/** Its message is the end of "it is not a pattern of tags: …". */
export class TagPatternError extends Error {
  readonly code = 'INVALID_TAG_PATTERN';
  override readonly name = 'TagPatternError';
}

function compiled(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new TagPatternError(reasonOf(error), { cause: error });
  }
}

function reasonOf({ message }: RE2JSException): string {
  return message.replace(/^error parsing regexp: /, '');
}
