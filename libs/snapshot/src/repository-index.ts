import {
  type Descriptor,
  type Digest,
  digestOf,
  InvalidManifestError,
  isObject,
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

/** Of an index that is one of several parts, and of its descriptor in the index of the repository. */
export const repositoryPart = 'application/vnd.container-image-promoter.repository-part.v1+json';

/** Registries take 4 MiB (distribution-spec v1.1, "Pushing manifests"); some less. */
const mostBytes = 3 * 2 ** 20;

/** What stands for one state of one repository. */
export interface RepositoryIndex {
  readonly index: RawManifest;
  /** Indexes that it refers to, to be pushed before it: where there are too many tags and digests for one. */
  readonly parts: readonly RawManifest[];
}

/**
 * The OCI index that stands for one state of one repository: an entry for each tag, named in its annotation, and one for
 * each digest without a tag. Equal states give equal bytes, so that two programs that write the same do no harm.
 */
export function formatRepositoryIndex(manifests: readonly HeldManifest[]): RepositoryIndex {
  const entries = sortedHeld(manifests).flatMap(entriesOf);
  const whole = indexOf(repositoryArtifact, entries);
  if (whole.bytes.byteLength <= mostBytes) return { index: whole, parts: [] };
  const parts = partsOf(entries).map((part) => indexOf(repositoryPart, part));
  const descriptors = parts.map(({ descriptor }) => ({ ...descriptor, artifactType: repositoryPart }));
  return { index: indexOf(repositoryArtifact, descriptors), parts };
}

function indexOf(artifactType: string, manifests: readonly Descriptor[]): RawManifest {
  const body = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, artifactType, manifests };
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const descriptor = { mediaType: mediaTypes.ociIndex, digest: digestOf(bytes), size: bytes.byteLength };
  return { descriptor, bytes };
}

/** As few parts as there have to be, each with as many entries as fit. */
function partsOf(entries: readonly Descriptor[]): Descriptor[][] {
  const parts: Descriptor[][] = [];
  let room = 0;
  for (const entry of entries) {
    const size = JSON.stringify(entry).length + 1;
    if (size > room) {
      parts.push([]);
      room = mostBytes - 1024;
    }
    parts.at(-1)?.push(entry);
    room -= size;
  }
  return parts;
}

/** The tag under which the index of a repository is kept; made of its content, it is never moved. */
export function indexTag(index: Digest): string {
  return `state-${index.slice(index.indexOf(':') + 1)}`;
}

export function isIndexTag(tag: string): boolean {
  return tag.startsWith('state-');
}

/**
 * The tag that each manifest of a repository has in a registry, so that a garbage collection keeps it which follows tags and not
 * indexes, and so that a registry which lists no digests tells of it. Undefined where registries file no tag: for sha512.
 */
export function digestTag(digest: Digest): string | undefined {
  return digest.startsWith('sha256:') ? digest.replace(':', '-').replace('sha256', 'digest') : undefined;
}

/** The digest that a tag of an index or of {@link digestTag} is made of. */
export function digestInTag(tag: string): Digest | undefined {
  const [, hex] = /^(?:state|digest)-([0-9a-f]{64})$/.exec(tag) ?? [];
  return hex === undefined ? undefined : `sha256:${hex}`;
}

function entriesOf({ digest, mediaType, size, tags }: HeldManifest): Descriptor[] {
  const descriptor = { mediaType, digest, size };
  if (tags.length === 0) return [descriptor];
  return [...tags].sort().map((tag) => ({ ...descriptor, annotations: { [refName]: tag } }));
}

/**
 * What an index of {@link formatRepositoryIndex} says that a repository holds. `fetch` gives its parts. Throws
 * {@link BackupError} `broken`.
 */
export async function parseRepositoryIndex(
  index: RawManifest,
  of: string,
  fetch: (part: Digest) => Promise<RawManifest | undefined>,
): Promise<HeldManifest[]> {
  const held = new Map<Digest, HeldManifest & { readonly tags: string[] }>();
  for (const { digest, mediaType, size, annotations } of await entriesIn(index, of, fetch)) {
    const tag = isObject(annotations) ? annotations[refName] : undefined;
    const known = held.get(digest) ?? { digest, mediaType, size, tags: [] };
    if (typeof tag === 'string' && isTag(tag)) known.tags.push(tag);
    held.set(digest, known);
  }
  return sortedHeld(held.values());
}

type Entry = Omit<Descriptor, 'annotations'> & { readonly annotations?: unknown };

async function entriesIn(
  index: RawManifest,
  of: string,
  fetch: (part: Digest) => Promise<RawManifest | undefined>,
): Promise<readonly Entry[]> {
  const entries: Entry[][] = [];
  for (const entry of descriptorsIn(index, of)) {
    if (entry.artifactType !== repositoryPart) entries.push([entry]);
    else {
      const part = await fetch(entry.digest);
      if (!part)
        throw new BackupError('broken', `a part of the index of ${of} is gone; use another snapshot`);
      entries.push(descriptorsIn(part, of));
    }
  }
  return entries.flat();
}

function descriptorsIn(index: RawManifest, of: string): Entry[] {
  try {
    if (readManifest(index).kind !== 'index')
      throw new InvalidManifestError(index.descriptor.digest, 'it is no index');
    // Now it is known to be a list of descriptors, whose annotations may be anything. One digest has an entry for each of its tags here.
    const body = JSON.parse(new TextDecoder().decode(index.bytes)) as { readonly manifests: Entry[] };
    return body.manifests;
  } catch (error) {
    throw new BackupError('broken', `the index of ${of} is broken; use another snapshot`, { cause: error });
  }
}
