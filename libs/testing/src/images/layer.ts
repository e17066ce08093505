import { gzipSync } from 'node:zlib';
import { type Digest, digestOf } from '@cip/oci';
import { seededBytes } from './random-bytes.js';
import { tarOf } from './tar.js';

/** A gzipped tar. Give the same layer to two images to have them share it. */
export interface Layer {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  /** The digest of the tar before compression. */
  readonly diffId: Digest;
}

/** Options of {@link buildLayer}. */
export interface LayerOptions {
  /** Bytes of the one random file in the layer. Default: 1024. */
  readonly size?: number;
}

/** A layer with one file of seeded random bytes: the same seed and size give the same digest. */
export function buildLayer(seed: string, { size = 1024 }: LayerOptions = {}): Layer {
  const tar = tarOf({ 'content.bin': seededBytes(seed, size) });
  // Stored, not compressed: no difference between versions of zlib, and random bytes do not shrink anyway.
  const bytes = gzipSync(tar, { level: 0 });
  bytes[9] = 255; // the operating system that packed it: unknown
  return { digest: digestOf(bytes), bytes, diffId: digestOf(tar) };
}
