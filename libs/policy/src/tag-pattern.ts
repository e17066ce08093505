const longestPattern = 200;
const mostRepetitions = 3;
const mostOptions = 8;

/**
 * Why a text cannot be used to tell tags, as the end of "it is not a pattern of tags: …". Patterns that could take very
 * long are refused by their form: what is repeated must be simple. With three repetitions and tags of at most 128
 * characters, a match that fails was tried in less than a million ways.
 */
export function whyNotATagPattern(source: string): string | undefined {
  if (source.length > longestPattern) return `it has more than ${longestPattern} characters`;
  try {
    new RegExp(source);
  } catch (error) {
    return error instanceof SyntaxError ? reasonOf(error) : 'it is not a regular expression';
  }
  // What stands in brackets and what is escaped is one character to match.
  if (/\\[1-9k]|\(\?</.test(source)) return 'it refers to what it has matched, or looks behind';
  const simple = source.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  return whyTooSlow(simple);
}

function reasonOf({ message }: SyntaxError): string {
  return message.replace(/^Invalid regular expression: /, '');
}

function whyTooSlow(simple: string): string | undefined {
  if (repeatsWhatRepeats(simple))
    return 'it repeats a group in which something is repeated or has alternatives';
  const repetitions = simple.match(/[*+]|\{\d+(?:,\d*)?\}/g)?.length ?? 0;
  if (repetitions > mostRepetitions) return `it has more than ${mostRepetitions} repetitions`;
  const options = simple.match(/[^(*+?}]\?/g)?.length ?? 0;
  return options > mostOptions ? `it has more than ${mostOptions} optional parts` : undefined;
}

function repeatsWhatRepeats(simple: string): boolean {
  const starts: number[] = [];
  for (let i = 0; i < simple.length; i++) {
    if (simple[i] === '(') starts.push(i);
    if (simple[i] !== ')') continue;
    const inside = simple.slice((starts.pop() ?? 0) + 1, i).replaceAll(/\(\?[:=!]?/g, '(');
    if (/^(?:[*+]|\{\d)/.test(simple.slice(i + 1)) && /[*+?|{]/.test(inside.replace(/^\?[:=!]/, '')))
      return true;
  }
  return false;
}
