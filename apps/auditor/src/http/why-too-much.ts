const mostDepth = 64;
const mostValues = 500_000;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openings = new Set([0x5b, 0x7b]);
const closings = new Set([0x5d, 0x7d]);

/**
 * Why a JSON text must not be parsed, as half a sentence; undefined when it may. A text of a few megabytes can be of
 * millions of values, which take a hundred times its size.
 */
export function whyTooMuch(text: string): string | undefined {
  let depth = 0;
  let values = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === quote) i = endOfString(text, i);
    else if (code === comma) values += 1;
    else if (openings.has(code)) [depth, values] = [depth + 1, values + 1];
    else if (closings.has(code)) depth -= 1;
    if (depth > mostDepth) return `it is nested more than ${mostDepth} deep`;
    if (values > mostValues) return `it holds more than ${mostValues} values`;
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === backslash) first -= 1;
  return (at - first) % 2 === 1;
}
