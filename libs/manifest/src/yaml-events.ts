import { type Event, parseEvents, YAMLException } from 'js-yaml';
import { YamlError } from './yaml-error.js';

/**
 * The events of js-yaml, which refuses brackets in a line that has a tab between two tokens; YAML allows it ("Separation
 * Spaces" in YAML 1.2.2), and so do the readers of other programs. Throws {@link YamlError}.
 */
export function yamlEvents(text: string, maxDepth: number): Event[] {
  const first = attempt(text, maxDepth);
  if (!('reason' in first)) return first.events;
  const separated = withSpaces(text, 'between tokens');
  const second = separated === text ? first : attempt(separated, maxDepth);
  if (!('reason' in second)) return second.events;
  const tab = tabBefore(text, second.offset);
  const isCause = tab !== undefined && isDifferent(second, attempt(withSpaces(text, 'everywhere'), maxDepth));
  if (isCause) throw new YamlError('there is a tab where YAML allows only spaces', tab);
  throw new YamlError(second.reason, second.offset);
}

interface Failure {
  readonly reason: string;
  readonly offset: number;
}

type Attempt = { readonly events: Event[] } | Failure;

function attempt(text: string, maxDepth: number): Attempt {
  try {
    return { events: parseEvents(text, { maxDepth }) };
  } catch (error) {
    if (!(error instanceof YAMLException)) return { reason: String(error), offset: 0 };
    return { reason: error.reason, offset: Math.min(error.mark?.position ?? 0, text.length) };
  }
}

function isDifferent(failure: Failure, other: Attempt): boolean {
  return !('reason' in other) || other.reason !== failure.reason || other.offset !== failure.offset;
}

/** With spaces in place of tabs, of the same length. What a scalar says is to be read from the text itself. */
function withSpaces(text: string, where: 'between tokens' | 'everywhere'): string {
  if (!text.includes('\t')) return text;
  if (where === 'everywhere') return text.replaceAll('\t', ' ');
  const lines = text.split(/(?<=[\r\n])/).map((line) => {
    if (!line.includes('\t')) return line;
    const start = contentOf(line);
    return line.slice(0, start) + line.slice(start).replaceAll('\t', ' ');
  });
  return lines.join('');
}

/** The first tab before the content of the line of an offset. */
function tabBefore(text: string, offset: number): number | undefined {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const [line = ''] = text.slice(start).split(/[\r\n]/, 1);
  const tab = line.slice(0, contentOf(line)).indexOf('\t');
  return tab < 0 ? undefined : start + tab;
}

const blanks = ' \t';
const indicators = '-?:';

/** Where the content of a line begins: after blanks, and after the indicators of items, which indent what they hold. */
function contentOf(line: string): number {
  let at = 0;
  while (at < line.length) {
    const isBlank = blanks.includes(line.charAt(at));
    const isIndicator = indicators.includes(line.charAt(at)) && /[ \t]/.test(line.charAt(at + 1));
    if (!isBlank && !isIndicator) break;
    at += 1;
  }
  return at;
}
