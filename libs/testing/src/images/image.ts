import { type Descriptor, type Digest, digestOf } from '@cip/oci';

/** A manifest with all that it refers to, ready to be pushed or seeded. */
export interface Image {
  readonly descriptor: Descriptor;
  /** The manifest as it is to be stored. */
  readonly bytes: Uint8Array;
  /** Config and layers. Foreign layers are not among them. */
  readonly blobs: ReadonlyMap<Digest, Uint8Array>;
  /** The manifests of an index. */
  readonly children: readonly Image[];
}

/** OCI image-spec v1.1, or Docker schema 2 with manifest lists. */
export type ImageFormat = 'oci' | 'docker';

/** Bytes with their sha256. */
export interface Blob {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

/** Hashes the bytes. */
export function blobOf(bytes: Uint8Array): Blob {
  return { digest: digestOf(bytes), bytes };
}

/**
 * The bytes of a manifest or config. The Docker formats are indented by three spaces, as Docker does, so that a
 * tool that serialises them again changes the digest.
 */
export function serialize(value: unknown, format: ImageFormat): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value, undefined, format === 'docker' ? 3 : undefined));
}
