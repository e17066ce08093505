import type { ManifestTree } from '@cip/manifest';
import { type Digest, subjectOfTag } from '@cip/oci';
import type { AddedDigest } from '@cip/plan';
import { compareVersions } from './compare-versions.js';

/** A version that a tree promotes, and where it can be read. */
export interface PromotedDigest {
  readonly digest: Digest;
  readonly tag: string;
  readonly destinations: readonly string[];
  readonly source: string;
}

/** All tagged versions in the destination repositories of some images: repository → versions, the newest first. */
export type Promoted = ReadonlyMap<string, readonly PromotedDigest[]>;

/** What a tree promotes to the destination repositories of what is added. Tags of attached artifacts are no versions. */
export function promotedBefore(base: ManifestTree, added: readonly AddedDigest[]): Promoted {
  const promoted = new Map<string, PromotedDigest[]>(
    added.flatMap((one) => destinationsOf(one).map((repository) => [repository, []])),
  );
  for (const manifest of base.manifests) {
    for (const image of manifest.images) {
      const destinations = destinationsOf({ manifest, image });
      if (!destinations.some((repository) => promoted.has(repository))) continue;
      const source = `${manifest.source.name}/${image.name}`;
      const versions = image.digests.flatMap(({ digest, tags }) =>
        tags.filter((tag) => !subjectOfTag(tag)).map((tag) => ({ digest, tag, destinations, source })),
      );
      for (const repository of destinations) promoted.get(repository)?.push(...versions);
    }
  }
  for (const versions of promoted.values()) versions.sort((a, b) => compareVersions(b.tag, a.tag));
  return promoted;
}

/** The newest version of the same image, other than the added digest itself. */
export function newestOf(promoted: Promoted, added: AddedDigest): PromotedDigest | undefined {
  const candidates = destinationsOf(added).flatMap(
    (repository) => promoted.get(repository)?.find(({ digest }) => digest !== added.entry.digest) ?? [],
  );
  return candidates.sort((a, b) => compareVersions(b.tag, a.tag))[0];
}

/** The destination repositories of an image. */
export function destinationsOf({ manifest, image }: Pick<AddedDigest, 'manifest' | 'image'>): string[] {
  return manifest.destinations.map(({ name }) => `${name}/${image.name}`);
}
