import { type Descriptor, digestOf, mediaTypes, type Platform } from '@cip/oci';
import { type Blob, blobOf, type Image, type ImageFormat, serialize } from './image.js';
import { buildLayer, type Layer } from './layer.js';

/** Options of {@link buildImage}; together with the seed they determine every byte. */
export interface ImageOptions {
  /** Default: oci. */
  readonly format?: ImageFormat;
  /** Layers, or how many are made from the seed. Default: 2. */
  readonly layers?: readonly Layer[] | number;
  /** Bytes of random content in each layer that is made from the seed. Default: 1024. */
  readonly layerSize?: number;
  /** How many foreign layers come before the others. Default: 0. */
  readonly foreignLayers?: number;
  /** Default: linux/amd64. */
  readonly platform?: Platform;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Makes the image an attached artifact of what the descriptor names. */
  readonly subject?: Descriptor;
  readonly artifactType?: string;
  /** The algorithm of the image's own digest. Default: sha256. */
  readonly algorithm?: 'sha256' | 'sha512';
}

const types = {
  oci: {
    manifest: mediaTypes.ociManifest,
    config: mediaTypes.ociConfig,
    layer: mediaTypes.ociLayerGzip,
    foreign: 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
  },
  docker: {
    manifest: mediaTypes.dockerManifest,
    config: mediaTypes.dockerConfig,
    layer: mediaTypes.dockerLayerGzip,
    foreign: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
  },
} as const;

/** A single-platform image; the same seed and options give the same digests. */
export function buildImage(seed: string, options: ImageOptions = {}): Image {
  const { format = 'oci', platform = { os: 'linux', architecture: 'amd64' } } = options;
  const layers = layersOf(seed, options);
  const config = configBlob(seed, format, platform, layers);
  const foreign = Array.from({ length: options.foreignLayers ?? 0 }, (_, i) => foreignLayer(seed, format, i));
  const bytes = serialize(
    {
      schemaVersion: 2,
      mediaType: types[format].manifest,
      ...(options.artifactType !== undefined && { artifactType: options.artifactType }),
      config: describe(types[format].config, config),
      layers: [...foreign, ...layers.map((layer) => describe(types[format].layer, layer))],
      ...(options.subject && { subject: options.subject }),
      ...(options.annotations && { annotations: options.annotations }),
    },
    format,
  );
  const descriptor = {
    mediaType: types[format].manifest,
    digest: digestOf(bytes, options.algorithm),
    size: bytes.byteLength,
    platform,
  };
  const blobs = new Map([config, ...layers].map((blob) => [blob.digest, blob.bytes]));
  return { descriptor, bytes, blobs, children: [] };
}

function layersOf(seed: string, { layers = 2, layerSize = 1024 }: ImageOptions): readonly Layer[] {
  if (typeof layers !== 'number') return layers;
  return Array.from({ length: layers }, (_, i) => buildLayer(`${seed} layer ${i}`, { size: layerSize }));
}

function configBlob(seed: string, format: ImageFormat, platform: Platform, layers: readonly Layer[]): Blob {
  const created = '2020-01-01T00:00:00Z';
  const config = {
    created,
    ...platform,
    config: { Labels: { seed } },
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: layers.map(() => ({ created, created_by: 'test' })),
  };
  return blobOf(serialize(config, format));
}

function foreignLayer(seed: string, format: ImageFormat, i: number): object {
  const layer = buildLayer(`${seed} foreign ${i}`);
  return { ...describe(types[format].foreign, layer), urls: [`https://layers.example.com/${layer.digest}`] };
}

function describe(mediaType: string, { digest, bytes }: Blob): Descriptor {
  return { mediaType, digest, size: bytes.byteLength };
}
