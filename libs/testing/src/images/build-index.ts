import { type Descriptor, digestOf, mediaTypes } from '@cip/oci';
import { buildImage, type ImageOptions } from './build-image.js';
import { type Image, type ImageFormat, serialize } from './image.js';

/** Options of {@link buildIndex}; what is left out is not in the index either. */
export interface IndexOptions {
  /** oci: an OCI index; docker: a manifest list. Default: oci. */
  readonly format?: ImageFormat;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly subject?: Descriptor;
  readonly artifactType?: string;
}

/** An index of images, or of other indexes, in the order given. */
export function buildIndex(children: readonly Image[], options: IndexOptions = {}): Image {
  const { format = 'oci', ...rest } = options;
  const mediaType = format === 'oci' ? mediaTypes.ociIndex : mediaTypes.dockerManifestList;
  const manifests = children.map(({ descriptor }) => descriptor);
  const bytes = serialize({ schemaVersion: 2, mediaType, manifests, ...rest }, format);
  const descriptor = { mediaType, digest: digestOf(bytes), size: bytes.byteLength };
  return { descriptor, bytes, blobs: new Map(), children };
}

/** An index of two images, linux/amd64 and linux/arm64, that share no layer. */
export function buildMultiPlatform(seed: string, options: ImageOptions = {}): Image {
  const children = ['amd64', 'arm64'].map((architecture) =>
    buildImage(`${seed} ${architecture}`, { ...options, platform: { os: 'linux', architecture } }),
  );
  return buildIndex(children, options.format === undefined ? {} : { format: options.format });
}
