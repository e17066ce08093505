import { quoted } from './quoted.js';

/** A text that is no valid digest, tag, repository or reference. The message is short and printable; `text` is as it came. */
export class InvalidReferenceError extends Error {
  readonly code = 'INVALID_REFERENCE';

  constructor(
    readonly part: 'digest' | 'tag' | 'repository' | 'registry' | 'reference',
    readonly text: string,
    readonly reason: string,
  ) {
    super(`${quoted(text)} is not a valid ${part}: ${reason}`);
    this.name = 'InvalidReferenceError';
  }
}

/** Content that does not hash to the digest, or does not have the size, by which it was asked for. */
export class DigestMismatchError extends Error {
  readonly code = 'DIGEST_MISMATCH';

  constructor(
    readonly expected: string,
    readonly actual: string,
    readonly what: string,
  ) {
    super(`${what}: expected ${expected}, got ${actual}`);
    this.name = 'DigestMismatchError';
  }
}

/** A manifest that cannot be understood: not JSON, or not the shape that its media type promises. */
export class InvalidManifestError extends Error {
  readonly code = 'INVALID_MANIFEST';

  constructor(
    readonly digest: string,
    readonly reason: string,
  ) {
    super(`manifest ${digest}: ${reason}`);
    this.name = 'InvalidManifestError';
  }
}

/** A write-once target has the tag already, on another digest. Nothing was written. */
export class TagMovedError extends Error {
  readonly code = 'TAG_MOVED';

  constructor(
    readonly repository: string,
    readonly tag: string,
    readonly present: string,
    readonly wanted: string,
  ) {
    super(
      `${repository}:${tag} is ${present} already, and tags are never moved to another digest (${wanted})`,
    );
    this.name = 'TagMovedError';
  }
}
