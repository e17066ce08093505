import { printable } from './printable.js';
import { withoutPassword } from './without-password.js';

const longest = 120;

/** Text from outside for a message: in quotes, printable, without passwords, and no longer than people read. */
export function quoted(text: string): string {
  // Before it is shortened: a password whose end is cut off is not recognized.
  const shown = withoutPassword(text);
  return printable(JSON.stringify(shown.length > longest ? `${shown.slice(0, longest - 3)}...` : shown));
}
