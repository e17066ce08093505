// Control characters, line and paragraph separators, and what turns the direction of writing: text from a registry
// or a manifest must neither move the cursor of a terminal nor fake a line of a log.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text from outside, safe to print on one line: what does not print is shown as `\u001b`, as in JSON. */
export function printable(text: string): string {
  return text.replace(unprintable, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same for text of several lines: only its line ends stay. */
export function printableLines(text: string): string {
  return text.split(/\r?\n/).map(printable).join('\n');
}
