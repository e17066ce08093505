import type { Problem } from '@cip/manifest';
import { concealedBy } from './concealed.js';
import { sortedOnce } from './sorted-once.js';
import type { ChangedImage, EditedImage, TreeChange } from './tree-change.js';
import { sameContent, type TreeIndex } from './tree-index.js';

type Content = Pick<TreeChange, 'added' | 'movedTags' | 'removedTags' | 'removedDigests' | 'removedImages'>;

/**
 * The images among what changed whose own manifests say something else of them: not those that only get, lose or change
 * a registry, and not those of a manifest that could not be read in one of the trees.
 */
export function editedImages(
  content: Content,
  older: TreeIndex,
  newer: TreeIndex,
  problems: readonly Problem[],
): EditedImage[] {
  const edited: EditedImage[] = [];
  const unread = concealedBy(problems);
  const seen = new Set<ChangedImage['image']>();
  for (const { manifest, image } of Object.values(content).flatMap((list): readonly ChangedImage[] => list)) {
    if (seen.has(image)) continue;
    seen.add(image);
    const before = older.find(manifest.name, image.name);
    const after = newer.find(manifest.name, image.name);
    if (before && after && sameContent(before.image, after.image)) continue;
    const inBoth = older.manifests.has(manifest.name) && newer.manifests.has(manifest.name);
    if (!inBoth && unread.subproject(manifest.name)) continue;
    edited.push({ manifest, image, gone: !after });
  }
  return sortedOnce(
    edited,
    ({ manifest }) => manifest.name,
    ({ image }) => image.name,
  );
}
