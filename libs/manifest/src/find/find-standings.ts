import type { Digest } from '@cip/oci';
import type { Image, ImageDigest, ManifestTree, Place, PromotionManifest } from '../promotion-manifest.js';
import { placeOfTag } from '../tag-place.js';
import { type ManifestQuestion, manifestQuestions } from './manifest-question.js';

/** One digest of one image in one manifest. */
export interface Standing {
  readonly subproject: string;
  readonly image: string;
  readonly digest: Digest;
  /** Sorted. */
  readonly tags: readonly string[];
  /** The source repository, with its registry. */
  readonly source: string;
  /** Destination repositories, sorted. */
  readonly destinations: readonly string[];
  /** Of the tag that was asked about, else of the digest. */
  readonly place: Place;
}

/**
 * Where an image, a tag or a digest stands in the sound part of a tree, sorted by subproject, image and digest. A text that
 * may mean several things means the first that is there.
 */
export function findStandings(tree: ManifestTree, text: string): Standing[] {
  for (const question of manifestQuestions(text)) {
    const found = answers(tree, question);
    if (found.length > 0) return found;
  }
  return [];
}

function answers(tree: ManifestTree, question: ManifestQuestion): Standing[] {
  const { image: name } = question;
  if (name === undefined) return standings(tree, question, () => true);
  const exact = standings(tree, question, (manifest, image) => {
    return image.name === name || repositories(manifest, image).includes(name);
  });
  if (exact.length > 0) return exact;
  // Users know an image by the end of its production name, which manifests say in two parts.
  return standings(tree, question, (manifest, image) =>
    repositories(manifest, image).some((repository) => repository.endsWith(`/${name}`)),
  );
}

function repositories({ source, destinations }: PromotionManifest, image: Image): string[] {
  return [source, ...destinations].map((registry) => `${registry.name}/${image.name}`);
}

function standings(
  { manifests }: ManifestTree,
  { tag, digest }: ManifestQuestion,
  isMeant: (manifest: PromotionManifest, image: Image) => boolean,
): Standing[] {
  return manifests.flatMap((manifest) =>
    manifest.images
      .filter((image) => isMeant(manifest, image))
      .flatMap((image) =>
        image.digests
          .filter((entry) => tag === undefined || entry.tags.includes(tag))
          .filter((entry) => digest === undefined || entry.digest.startsWith(digest))
          .map((entry) => standingOf(manifest, image, entry, tag)),
      ),
  );
}

function standingOf(
  manifest: PromotionManifest,
  image: Image,
  entry: ImageDigest,
  tag: string | undefined,
): Standing {
  const { name, source } = manifest;
  return {
    subproject: name,
    image: image.name,
    digest: entry.digest,
    tags: entry.tags,
    source: `${source.name}/${image.name}`,
    destinations: repositories(manifest, image).slice(1),
    place: tag === undefined ? entry.place : placeOfTag(entry, tag),
  };
}

/** Asked for by the beginning of a digest, and several digests begin so: which. None: the text names one, or no digest. */
export function ambiguousDigests(found: readonly Standing[], text: string): Digest[] {
  const isByDigest = manifestQuestions(text).some(
    ({ digest }) => digest !== undefined && found.every((one) => one.digest.startsWith(digest)),
  );
  const digests = [...new Set(found.map(({ digest }) => digest))].sort();
  return isByDigest && digests.length > 1 ? digests : [];
}
