import { InvalidReferenceError } from './errors.js';

// distribution-spec v1.1, "Pulling manifests": [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}
const pattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

export function isTag(text: string): boolean {
  return pattern.test(text);
}

/** Throws {@link InvalidReferenceError}. */
export function parseTag(text: string): string {
  if (isTag(text)) return text;
  throw new InvalidReferenceError('tag', text, whyNotATag(text));
}

/** What keeps a text from being a tag, as half a sentence. Only meaningful when {@link isTag} says no. */
export function whyNotATag(text: string): string {
  if (text === '') return 'it is empty';
  if (text.length > 128) return `it has ${text.length} characters, the limit is 128`;
  if (/^[.-]/.test(text)) return 'it starts with a dot or a dash';
  return 'it has characters other than letters, digits, dot, dash and underscore';
}
