import { type CheckedFile, checkingFile, refused } from './check-file.js';
import type { ManifestKind } from './manifest-schemas.js';
import type { ProblemRule } from './promotion-manifest.js';
import type { Steps } from './steps.js';

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

/** Checks a file that may have turned out to be unreadable, in steps. */
export function* checkingInput(input: ManifestInput, kind: ManifestKind): Steps<CheckedFile> {
  if ('text' in input) {
    const text = input.text.startsWith(byteOrderMark) ? input.text.slice(1) : input.text;
    return yield* checkingFile({ path: input.shownAs, kind, text });
  }
  const { unreadable, rule, remedy = regularFile } = input;
  return unread(input, kind, `the file cannot be read: ${unreadable}`, remedy, rule);
}

/** A file of which nobody looked at the content. */
export function unread(
  { shownAs }: ManifestInput,
  kind: ManifestKind,
  message: string,
  remedy: string,
  rule: ProblemRule = 'yaml-syntax',
): CheckedFile {
  const file = { path: shownAs, kind, text: '' };
  return refused(file, { rule, message, remedy, offset: 0, touches: {} });
}
