import { type Digest, parseDigest, parseTag, type RawManifest } from '@cip/oci';
import type { BlobFiles } from './blob-files.js';
import type { IndexFile } from './index-file.js';
import { manifestMediaType } from './manifest-media-type.js';

/** Larger than any registry takes (distribution-spec v1.1, "Pushing manifests" asks for 4 MiB). */
export const mostManifestBytes = 4 * 1024 * 1024;

/** A manifest among the blobs; undefined when the digest is not there, or is that of something else. */
export async function readManifestFile(blobs: BlobFiles, digest: Digest): Promise<RawManifest | undefined> {
  const bytes = await blobs.readWhole(digest, mostManifestBytes);
  const mediaType = bytes && manifestMediaType(bytes);
  if (!bytes || mediaType === undefined) return undefined;
  return { descriptor: { mediaType, digest, size: bytes.byteLength }, bytes };
}

/** The manifest under a tag or digest of a repository. Throws `MISSING_CONTENT` for a tag on what is not there. */
export async function fetchManifest(
  index: IndexFile,
  blobs: BlobFiles,
  repository: string,
  reference: string,
): Promise<RawManifest | undefined> {
  if (reference.includes(':')) return readManifestFile(blobs, parseDigest(reference));
  const tag = parseTag(reference);
  const digest = (await index.read()).tags.get(repository)?.get(tag);
  if (digest === undefined) return undefined;
  const manifest = await readManifestFile(blobs, digest);
  if (manifest) return manifest;
  throw blobs.missing(digest, 'manifest');
}
