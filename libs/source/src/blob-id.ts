import { createHash } from 'node:crypto';

/** The id that Git gives to a content, as long as that of the repository's other objects: 40 for SHA-1, 64 for SHA-256. */
export function blobId(bytes: Uint8Array, length: number): string {
  const algorithm = length === 64 ? 'sha256' : 'sha1';
  return createHash(algorithm).update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}
