import { buildImage } from '../images/build-image.js';
import type { Image } from '../images/image.js';
import { writeTree } from '../manifests/write-tree.js';
import { startRegistry } from './start-registry.js';
import type { TestRegistry } from './test-registry.js';
import { type BlackHole, deadHost, startBlackHole } from './unresponsive-hosts.js';

/**
 * A staging registry and ten destinations, of which eight are registries: nobody listens at one, and one takes
 * connections and never answers. Take it with `await using`.
 */
export class UnevenWorld implements AsyncDisposable {
  constructor(
    readonly staging: TestRegistry,
    readonly healthy: readonly TestRegistry[],
    readonly dead: string,
    readonly silent: BlackHole,
    /** Image names. Each image has the tag `v1`. */
    readonly images: ReadonlyMap<string, Image>,
  ) {}

  /** Hosts of all ten; those that do not answer are not the last. */
  get hosts(): readonly string[] {
    const [first, ...others] = this.healthy.map(({ host }) => host);
    return [first ?? '', this.dead, this.silent.host, ...others];
  }

  /** Writes a tree that wants all images below `prod` in all ten. */
  async writeTree(folder: string): Promise<void> {
    const images = [...this.images].map(
      ([name, { descriptor }]) => [name, { [descriptor.digest]: ['v1'] }] as const,
    );
    await writeTree(folder, {
      project: {
        source: `${this.staging.host}/staging`,
        destinations: this.hosts.map((host) => `${host}/prod`),
        images: Object.fromEntries(images),
      },
    });
  }

  /** Puts the images where they are wanted in the eight. */
  seedHealthy(): void {
    for (const registry of this.healthy) {
      for (const [name, image] of this.images) registry.seed(`prod/${name}`, image, ['v1']);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.staging, ...this.healthy].map((registry) => registry.close()));
    await this.silent[Symbol.asyncDispose]();
  }
}

/** Starts an uneven world on free ports, with so many images in its staging registry. */
export async function startUnevenWorld(imageCount = 18): Promise<UnevenWorld> {
  const staging = await startRegistry();
  const images = new Map<string, Image>();
  for (let i = 0; i < imageCount; i += 1) images.set(`app-${i}`, buildImage(`app-${i}`, { layers: 1 }));
  for (const [name, image] of images) staging.seed(`staging/${name}`, image, ['v1']);
  const healthy = await Promise.all(Array.from({ length: 8 }, () => startRegistry()));
  return new UnevenWorld(staging, healthy, await deadHost(), await startBlackHole(), images);
}
