import { type CheckedFile, checkFile, refused } from './check-file.js';
import type { ManifestKind } from './manifest-schemas.js';

/** A file's text, or why there is none: as the end of "the file cannot be read: …". */
export type FileContent = { readonly text: string } | { readonly unreadable: string };

/** A file to parse. `shownAs` is its path in reports: relative to the working directory, with `/`. */
export type ManifestInput = FileContent & { readonly shownAs: string };

/** A file of a thin manifest tree; `path` is relative to the tree's root, with `/`. */
export type TreeFile = ManifestInput & { readonly path: string };

const byteOrderMark = '\uFEFF';

/** Checks a file that may have turned out to be unreadable. */
export function checkInput(input: ManifestInput, kind: ManifestKind): CheckedFile {
  const path = input.shownAs;
  if ('text' in input) {
    const text = input.text.startsWith(byteOrderMark) ? input.text.slice(1) : input.text;
    return checkFile({ path, kind, text });
  }
  return refused(
    { path, kind, text: '' },
    {
      rule: 'yaml-syntax',
      message: `the file cannot be read: ${input.unreadable}`,
      remedy: 'Make it a regular file with UTF-8 text that this program may read.',
      offset: 0,
      touches: {},
    },
  );
}
