import {
  type Digest,
  digestStart,
  InvalidReferenceError,
  isDigest,
  isRegistryHost,
  isRepositoryPath,
  parseDigest,
  parseTag,
} from '@cip/oci';

/** An image by any of its names, or one tag or digest of it. */
export interface ImageQuestion {
  /** A repository with its registry, in a source or a destination; or an image's `name` in the manifests. */
  readonly name: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

/** A question as somebody typed it: the digest may be cut short. */
export interface TypedQuestion extends ImageQuestion {
  /** The beginning of a digest, with its algorithm; instead of `digest`. */
  readonly digestStart?: string;
}

/** Parses `IMAGE`, `IMAGE:TAG`, and `IMAGE@DIGEST` with a whole digest or its beginning. Throws `InvalidReferenceError`. */
export function parseImageQuestion(text: string): TypedQuestion {
  const at = text.indexOf('@');
  const before = at < 0 ? text : text.slice(0, at);
  const colon = before.indexOf(':', before.lastIndexOf('/') + 1);
  const name = colon < 0 ? before : before.slice(0, colon);
  if (!isRepositoryPath(name) && !isFullName(name)) {
    throw new InvalidReferenceError(
      'reference',
      text,
      'it begins neither with a repository nor with the name of an image',
    );
  }
  if (at >= 0 && colon >= 0) throw new InvalidReferenceError('reference', text, 'it has a tag and a digest');
  if (at >= 0) return { name, ...digestIn(text.slice(at + 1)) };
  return colon < 0 ? { name } : { name, tag: parseTag(before.slice(colon + 1)) };
}

function digestIn(text: string): Pick<TypedQuestion, 'digest' | 'digestStart'> {
  const start = isDigest(text) ? undefined : digestStart(text);
  return start === undefined ? { digest: parseDigest(text) } : { digestStart: start };
}

/** True for `host/path` with a host that can only be one: it has a dot or a port, or is localhost. */
export function isFullName(name: string): boolean {
  const slash = name.indexOf('/');
  const host = name.slice(0, Math.max(0, slash));
  const isHost = isRegistryHost(host) && (/[.:]/.test(host) || host === 'localhost');
  return isHost && isRepositoryPath(name.slice(slash + 1));
}
