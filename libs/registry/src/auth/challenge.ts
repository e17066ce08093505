/** One challenge of a `WWW-Authenticate` header: scheme and parameter names in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const parameter = new RegExp(`(${token})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s",]*))`, 'y');
const scheme = new RegExp(`(${token})(?=[ \\t,]|$)`, 'y');
const separators = /[ \t,]*/y;
const token68 = /[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/y;

const longest = 16 * 1024;

/**
 * Parses all challenges of all headers (RFC 9110, 11.6.1), quoted strings with commas included. What cannot be
 * understood ends the reading of its header; the challenges before it stand.
 */
export function parseChallenges(headers: string | readonly string[] | undefined): Challenge[] {
  const texts = typeof headers === 'string' ? [headers] : (headers ?? []);
  return texts.flatMap((text) => parseOne(text.slice(0, longest)));
}

function parseOne(text: string): Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  for (take(separators); at < text.length; take(separators)) {
    const found = take(parameter);
    const current = challenges.at(-1);
    if (found && current) {
      const [, name = '', quoted, plain = ''] = found;
      current.parameters[name.toLowerCase()] ??= quoted?.replace(/\\(.)/g, '$1') ?? plain;
      continue;
    }
    const started = found ? null : take(scheme);
    if (started?.[1] !== undefined) challenges.push({ scheme: started[1].toLowerCase(), parameters: {} });
    else if (found || !take(token68)) break;
  }
  return challenges;
}
