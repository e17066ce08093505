import { type Descriptor, type Digest, digestOf, mediaTypes, type RawManifest } from '@cip/oci';
import type { AppBundle } from './app-bundle.js';
import type { BaseImage, BaseVariant } from './base-image.js';
import { type Addition, imageConfig } from './image-config.js';
import type { ImageFacts } from './image-facts.js';
import { imageIndex, imageManifest, toJson } from './image-manifest.js';
import { type LayerEntry, packLayer } from './pack-layer.js';

/** What an image is made of, besides its base. */
export interface Ingredients extends Omit<Addition, 'diffId'> {
  readonly facts: ImageFacts;
  readonly bundle: AppBundle;
}

/** An image that exists nowhere yet. */
export interface AssembledImage {
  readonly base: BaseImage;
  /** What its tags will point to: an index when the base is one. */
  readonly root: RawManifest;
  /** The root, and the images of an index. */
  readonly manifests: ReadonlyMap<Digest, RawManifest>;
  /** Configurations and the layer; other layers are those of the base. */
  readonly blobs: ReadonlyMap<Digest, Uint8Array>;
}

/** Puts an app onto a base, for each of its platforms; the same ingredients give the same bytes. */
export async function assemble(base: BaseImage, ingredients: Ingredients): Promise<AssembledImage> {
  const layer = await packLayer(filesOf(ingredients));
  const blobs = new Map([[layer.descriptor.digest, layer.bytes]]);
  const build = (variant: BaseVariant): RawManifest => {
    const bytes = toJson(imageConfig(variant.config, { ...ingredients, diffId: layer.diffId }));
    const config: Descriptor = {
      mediaType: mediaTypes.ociConfig,
      digest: digestOf(bytes),
      size: bytes.byteLength,
    };
    blobs.set(config.digest, bytes);
    return imageManifest(base, variant, config, layer.descriptor);
  };
  const images = base.variants.map(build);
  const [only] = images;
  const root = base.kind === 'image' && only ? only : imageIndex(base, images);
  const manifests = new Map([...images, root].map((manifest) => [manifest.descriptor.digest, manifest]));
  return { base, root, manifests, blobs };
}

function filesOf({ facts, bundle: { program, chunks } }: Ingredients): LayerEntry[] {
  return [
    { path: facts.program, content: program },
    { path: facts.chunks },
    ...[...chunks].map(([name, content]) => ({ path: `${facts.chunks}/${name}`, content })),
    { path: facts.workingDirectory },
  ];
}
