import { createCipheriv, createHash } from 'node:crypto';

/** Bytes that look random and are always the same for a seed. */
export function seededBytes(seed: string, size: number): Uint8Array {
  const key = createHash('sha256').update(seed).digest();
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return cipher.update(Buffer.alloc(size));
}
