import { type Digest, digestOf } from '@cip/oci';
import { sortBy } from 'es-toolkit/array';

/** One manifest that a repository holds. */
export interface HeldManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  /** Of the manifest itself, in bytes. */
  readonly size: number;
  /** Sorted; none for what is held by digest alone. */
  readonly tags: readonly string[];
}

type DigestWithTags = Pick<HeldManifest, 'digest' | 'tags'>;

/** In the order in which everything is written down: by digest. */
export function sortedHeld<T extends DigestWithTags>(manifests: Iterable<T>): T[] {
  return sortBy([...manifests], ['digest']);
}

/** Equal exactly when two repositories hold the same digests under the same tags. */
export function stateOf(manifests: Iterable<DigestWithTags>): Digest {
  const lines = sortedHeld(manifests).map(({ digest, tags }) => `${digest} ${[...tags].sort().join(' ')}\n`);
  return digestOf(new TextEncoder().encode(lines.join('')));
}
