import { buildImage, buildIndex, type Image, type ImageOptions, type Layer } from '@cip/testing';
import type { Platform } from '@cip/oci';
import { packLayer } from './pack-layer.js';

/** A layer with these files, each of its own name as content. */
export async function layerOf(...paths: readonly string[]): Promise<Layer> {
  const entries = paths.map((path) => ({ path, content: new TextEncoder().encode(path) }));
  const { descriptor, bytes, diffId } = await packLayer(entries);
  return { digest: descriptor.digest, bytes, diffId };
}

/** A base as an app needs it: node in one layer, git in the next. */
export async function buildBase(seed: string, options: ImageOptions = {}): Promise<Image> {
  const layers = [
    await layerOf(`/etc/${seed}`),
    await layerOf('/usr/local/bin/node'),
    await layerOf('/usr/bin/git'),
  ];
  return buildImage(seed, { layers, ...options });
}

export const amd64: Platform = { os: 'linux', architecture: 'amd64' };
export const arm64: Platform = { os: 'linux', architecture: 'arm64', variant: 'v8' };
const nowhere: Platform = { os: 'unknown', architecture: 'unknown' };

/** The same for two platforms, with an attestation as BuildKit files it. */
export async function buildBaseIndex(seed: string): Promise<Image> {
  const children = [
    await buildBase(`${seed}-amd64`, { platform: amd64 }),
    await buildBase(`${seed}-arm64`, { platform: arm64 }),
    buildImage(`${seed}-attestation`, { platform: nowhere }),
  ];
  return buildIndex(children);
}
