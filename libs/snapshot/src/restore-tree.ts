import type { Image, ImageDigest, ManifestTree, Place } from '@cip/manifest';
import { groupBy } from '@cip/oci';
import { type Backup, imagesPath } from './backup.js';
import type { HeldManifest } from './held.js';
import type { SnapshotRecord } from './record.js';

/**
 * A snapshot as promoter manifests that would bring it back: from the backup to a prefix of production, so that a restore
 * is a promotion. `contents` is what each repository held.
 */
export function restoreTree(
  backup: Backup,
  record: SnapshotRecord,
  destination: string,
  contents: ReadonlyMap<string, readonly HeldManifest[]>,
): ManifestTree {
  const title = `snapshot ${record.snapshot}`;
  const place: Place = { file: { path: title, kind: 'plain-manifest', text: '' }, offset: 0 };
  const treeOf = new Map(record.repositories.map(({ name, tree = record.snapshot }) => [name, tree]));
  const below = (name: string): string =>
    record.layout === 'tree' ? (treeOf.get(name) ?? record.snapshot) : imagesPath;
  const toImage = ([name, held]: readonly [string, readonly HeldManifest[]]): Image => ({
    name,
    digests: held.map(({ digest, tags }): ImageDigest => ({
      digest,
      tags,
      place,
      tagOffsets: tags.map(() => 0),
    })),
    place,
    repetitions: [],
  });
  // One hour may have several trees.
  const manifests = [...groupBy(contents, ([name]) => below(name))].map(([source, held]) => ({
    name: title,
    source: { name: `${backup.name}/${source}`, place },
    destinations: [{ name: destination, place }],
    repeatedRegistries: [],
    images: held.map(toImage),
  }));
  return { manifests, problems: [], files: [], unknownFiles: [] };
}
