import type { ImageDigest, ManifestTree, Place } from '@cip/manifest';
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
  const below = record.layout === 'tree' ? record.snapshot : imagesPath;
  const images = [...contents].map(([name, held]) => ({
    name,
    digests: held.map(({ digest, tags }): ImageDigest => ({
      digest,
      tags,
      place,
      tagOffsets: tags.map(() => 0),
    })),
    place,
    repetitions: [],
  }));
  const manifest = {
    name: title,
    source: { name: `${backup.name}/${below}`, place },
    destinations: [{ name: destination, place }],
    repeatedRegistries: [],
    images,
  };
  return { manifests: [manifest], problems: [], files: [], unknownFiles: [] };
}
