import { createHash, type Hash } from 'node:crypto';
import { InvalidReferenceError } from './errors.js';
import { quoted } from './quoted.js';

/** `sha256:` and 64, or `sha512:` and 128 lower-case hexadecimal characters (image-spec v1.1, "Digests"). */
export type Digest = `sha256:${string}` | `sha512:${string}`;

const pattern = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

export function isDigest(text: string): text is Digest {
  return pattern.test(text);
}

/** Throws {@link InvalidReferenceError} that says what is wrong with the text: algorithm, length or characters. */
export function parseDigest(text: string): Digest {
  if (isDigest(text)) return text;
  throw new InvalidReferenceError('digest', text, whyNotADigest(text));
}

const hexLengths = new Map([
  ['sha256', 64],
  ['sha512', 128],
]);

/** What keeps a text from being a digest, as half a sentence. Only meaningful when {@link isDigest} says no. */
export function whyNotADigest(text: string): string {
  const [algorithm = '', hex, ...rest] = text.split(':');
  const length = hexLengths.get(algorithm);
  if (hex === undefined || rest.length > 0) return 'it is not of the form sha256:<64 hexadecimal characters>';
  if (length === undefined) return `the algorithm ${quoted(algorithm)} is neither sha256 nor sha512`;
  if (hex.length !== length) return `it has ${hex.length} hexadecimal characters instead of ${length}`;
  return 'it has characters other than 0-9 and a-f';
}

const startPattern = /^(?:(sha256|sha512):)?([0-9a-f]*)(?:…|\.\.\.)?$/;

/**
 * What somebody may mean by the beginning of a digest, as reports print them: `1a2b`, `sha256:1a2b`, `sha256:1a2b…`. SHA-256 goes
 * without saying. Undefined for
 * anything else, and for fewer hexadecimal characters than `fewest`.
 */
export function digestStart(text: string, fewest = 1): string | undefined {
  const [, algorithm = 'sha256', hex] = startPattern.exec(text) ?? [];
  const most = algorithm === 'sha256' ? 64 : 128;
  return hex === undefined || hex.length < fewest || hex.length > most ? undefined : `${algorithm}:${hex}`;
}

/** The digest of bytes, by default sha256. */
export function digestOf(bytes: Uint8Array, algorithm: 'sha256' | 'sha512' = 'sha256'): Digest {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

export function algorithmOf(digest: Digest): 'sha256' | 'sha512' {
  return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}

/** A running hash of the algorithm that the digest names. */
export function hasherFor(digest: Digest): Hash {
  return createHash(algorithmOf(digest));
}
