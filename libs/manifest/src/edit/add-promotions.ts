import { canonicalText } from '../canonical/canonical-text.js';
import { checkFile } from '../check-file.js';
import { isError } from '../file-problems.js';
import type { ManifestFile } from '../promotion-manifest.js';
import { addingEdits } from './adding-edits.js';
import { keepsAll } from './keeps-all.js';
import type { AddedPromotion } from './promotion.js';
import { edited } from './text-edit.js';

/** A file with more images than before. */
export interface FileWithMore {
  readonly text: string;
  /** The file could not be added to as it was written, so it was put in canonical form first. */
  readonly reformatted: boolean;
}

/**
 * A file of images with more digests and tags. Only the lines concerned change, every comment stays, and what is there
 * already stays as it is. New lines are in canonical form: a digest comes last in its image, or first where the versions
 * of the image descend; a new image comes where its name belongs if names ascend, and last otherwise. Undefined for a
 * file with mistakes.
 */
export function addPromotions(
  file: ManifestFile,
  added: readonly AddedPromotion[],
): FileWithMore | undefined {
  if (checkFile(file).problems.some(isError)) return undefined;
  // An alias, say, has no line of its own to add to: nobody rewrites the file by hand to find out.
  for (const reformatted of [false, true]) {
    const before = reformatted ? canonicalText(file) : file.text;
    if (before === undefined) return undefined;
    const edits = addingEdits(before, file.kind, added);
    const text = edits && edited(before, edits);
    if (text !== undefined && keepsAll(file, { ...file, text }, added)) return { text, reformatted };
  }
  return undefined;
}
