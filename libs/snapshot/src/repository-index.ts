import {
  type Descriptor,
  type Digest,
  digestOf,
  isTag,
  mediaTypes,
  type RawManifest,
  readManifest,
} from '@cip/oci';
import { BackupError } from './errors.js';
import { type HeldManifest, sortedHeld } from './held.js';

/** image-spec v1.1, "Pre-Defined Annotation Keys": what an entry of an index is called. */
export const refName = 'org.opencontainers.image.ref.name';

export const repositoryArtifact = 'application/vnd.container-image-promoter.repository.v1+json';

/**
 * The OCI index that stands for one state of one repository: an entry for each tag, named in its annotation, and one for
 * each digest without a tag. Equal states give equal bytes, so that two programs that write the same do no harm.
 */
export function formatRepositoryIndex(manifests: readonly HeldManifest[]): RawManifest {
  const entries = sortedHeld(manifests).flatMap(entriesOf);
  const body = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    artifactType: repositoryArtifact,
    manifests: entries,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const descriptor = { mediaType: mediaTypes.ociIndex, digest: digestOf(bytes), size: bytes.byteLength };
  return { descriptor, bytes };
}

/** The tag under which the index of a repository is kept; made of its content, it is never moved. */
export function indexTag(index: Digest): string {
  return `state-${index.slice(index.indexOf(':') + 1)}`;
}

export function isIndexTag(tag: string): boolean {
  return tag.startsWith('state-');
}

function entriesOf({ digest, mediaType, size, tags }: HeldManifest): Descriptor[] {
  const descriptor = { mediaType, digest, size };
  if (tags.length === 0) return [descriptor];
  return [...tags].sort().map((tag) => ({ ...descriptor, annotations: { [refName]: tag } }));
}

/** What an index of {@link formatRepositoryIndex} says that a repository holds. Throws {@link BackupError} `broken`. */
export function parseRepositoryIndex(index: RawManifest, of: string): HeldManifest[] {
  const held = new Map<Digest, HeldManifest & { readonly tags: string[] }>();
  for (const { digest, mediaType, size, annotations } of descriptorsIn(index, of)) {
    const tag = annotations?.[refName];
    const known = held.get(digest) ?? { digest, mediaType, size, tags: [] };
    if (tag !== undefined && isTag(tag)) known.tags.push(tag);
    held.set(digest, known);
  }
  return sortedHeld(held.values());
}

function descriptorsIn(index: RawManifest, of: string): Descriptor[] {
  try {
    readManifest(index);
    // Now it is known to be a list of descriptors. One digest has an entry for each of its tags here.
    const body = JSON.parse(new TextDecoder().decode(index.bytes)) as { readonly manifests: Descriptor[] };
    return body.manifests;
  } catch (error) {
    throw new BackupError('broken', `the index of ${of} is broken; use another snapshot`, { cause: error });
  }
}
