import { type Digest, parseDigest } from './digest.js';
import { parseRepositoryName, type RepositoryName } from './repository-name.js';
import { parseTag } from './tag.js';

export interface TagReference {
  readonly kind: 'tag';
  readonly name: RepositoryName;
  readonly tag: string;
}

export interface DigestReference {
  readonly kind: 'digest';
  readonly name: RepositoryName;
  readonly digest: Digest;
  /** From `name:tag@digest`: said, but the digest decides. */
  readonly tag?: string;
}

export type Reference = TagReference | DigestReference;

/**
 * Parses `host/path:tag`, `host/path@digest` and `host/path:tag@digest`. There is no default registry and no
 * default tag: both hide mistakes. Throws `InvalidReferenceError`.
 */
export function parseReference(text: string): Reference {
  const at = text.indexOf('@');
  const before = at < 0 ? text : text.slice(0, at);
  const colon = before.indexOf(':', before.lastIndexOf('/') + 1);
  const name = parseRepositoryName(colon < 0 ? before : before.slice(0, colon));
  const tag = colon < 0 ? undefined : parseTag(before.slice(colon + 1));
  if (at >= 0) {
    const digest = parseDigest(text.slice(at + 1));
    return tag === undefined ? { kind: 'digest', name, digest } : { kind: 'digest', name, digest, tag };
  }
  return { kind: 'tag', name, tag: parseTag(tag ?? '') };
}
