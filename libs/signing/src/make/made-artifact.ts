import { type Descriptor, digestOf, mediaTypes, type RawManifest } from '@cip/oci';

/** A blob of an artifact, to be pushed before its manifest. */
export interface MadeBlob {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** An artifact that can be pushed as it is, with no request to find out anything. */
export interface MadeArtifact {
  readonly manifest: RawManifest;
  /** Each once. */
  readonly blobs: readonly MadeBlob[];
  /** The tag that it belongs under; absent for a referrer, which has none. */
  readonly tag?: string;
}

/** A blob with its descriptor. */
export function madeBlob(mediaType: string, bytes: Uint8Array): MadeBlob {
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength }, bytes };
}

/** An image manifest with the given fields after its version and media type. */
export function madeManifest(fields: object): RawManifest {
  const mediaType = mediaTypes.ociManifest;
  const bytes = new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, mediaType, ...fields }));
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength }, bytes };
}
