import { type CheckedFile, checkFile, refused } from './check-file.js';
import type { ManifestKind } from './manifest-schemas.js';
import type { ProblemRule } from './promotion-manifest.js';

/** A file's text, or why there is none. */
export type FileContent = { readonly text: string } | UnreadableFile;

export interface UnreadableFile {
  /** The end of "the file cannot be read: …". */
  readonly unreadable: string;
  /** What it is a mistake against. Default: `yaml-syntax`. */
  readonly rule?: ProblemRule;
  /** What to do about it. Default: what helps with most of them. */
  readonly remedy?: string;
}

/** A file to parse. `shownAs` is its path in reports: relative to the working directory, with `/`. */
export type ManifestInput = FileContent & { readonly shownAs: string };

/** A file of a thin manifest tree; `path` is relative to the tree's root, with `/`. */
export type TreeFile = ManifestInput & { readonly path: string };

const byteOrderMark = '\uFEFF';
const regularFile = 'Make it a regular file with UTF-8 text that this program may read.';

/** Checks a file that may have turned out to be unreadable. */
export function checkInput(input: ManifestInput, kind: ManifestKind): CheckedFile {
  const path = input.shownAs;
  if ('text' in input) {
    const text = input.text.startsWith(byteOrderMark) ? input.text.slice(1) : input.text;
    return checkFile({ path, kind, text });
  }
  const { unreadable, rule = 'yaml-syntax', remedy = regularFile } = input;
  const message = `the file cannot be read: ${unreadable}`;
  return refused({ path, kind, text: '' }, { rule, message, remedy, offset: 0, touches: {} });
}
