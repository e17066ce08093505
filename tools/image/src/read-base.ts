import {
  type CallOptions,
  type Descriptor,
  formatRepositoryName,
  isIndexType,
  isSchema1Type,
  type Platform,
  type RawManifest,
  readManifest,
  type Reference,
  type Source,
} from '@cip/oci';
import { ExpectedError, UsageError } from '@cip/runtime';
import { type BaseConfig, readBaseConfig } from './base-config.js';
import type { BaseImage, BaseVariant } from './base-image.js';
import { parseJsonObject } from './json-object.js';
import { formatPlatform, isPlatform } from './platform.js';

const largestConfig = 8 * 1024 * 1024;

/** `HOST/REPO:TAG` or `HOST/REPO@DIGEST`. */
export function formatReference(reference: Reference): string {
  const name = formatRepositoryName(reference.name);
  return reference.kind === 'tag' ? `${name}:${reference.tag}` : `${name}@${reference.digest}`;
}

/**
 * Reads a base image, an index for the platforms that are wanted (default: all), without its layers. Throws
 * `UsageError` when it or a platform is not there.
 */
export async function readBase(
  source: Source,
  reference: Reference,
  wanted: readonly Platform[] | undefined,
  options: CallOptions = {},
): Promise<BaseImage> {
  const reader = new BaseReader(source, formatReference(reference), options);
  return reader.read(reference.kind === 'tag' ? reference.tag : reference.digest, wanted);
}

class BaseReader {
  constructor(
    private readonly source: Source,
    private readonly reference: string,
    private readonly options: CallOptions,
  ) {}

  async read(reference: string, wanted: readonly Platform[] | undefined): Promise<BaseImage> {
    const manifest = await this.source.fetchManifest(reference, this.options);
    if (!manifest) {
      throw new UsageError(
        `the base ${this.reference} is not there`,
        'Check the name, and its tag or digest.',
      );
    }
    const found = { source: this.source, reference: this.reference, manifest };
    if (isIndexType(manifest.descriptor.mediaType)) {
      return { ...found, kind: 'index', variants: await this.#variantsOf(manifest, wanted) };
    }
    const variant = await this.#variant(manifest, undefined);
    this.#pick([variant], wanted);
    return { ...found, kind: 'image', variants: [variant] };
  }

  async #variantsOf(index: RawManifest, wanted: readonly Platform[] | undefined): Promise<BaseVariant[]> {
    // Not attestations, which BuildKit files under the platform unknown/unknown, and not what has no platform.
    const children = readManifest(index).children.flatMap(({ digest, platform }) =>
      platform?.os === 'linux' ? [{ digest, platform }] : [],
    );
    const picked = this.#pick(children, wanted);
    return Promise.all(
      picked.map(async ({ digest, platform }) => {
        const manifest = await this.source.fetchManifest(digest, this.options);
        if (!manifest) this.#fail(`its image for ${formatPlatform(platform)}, ${digest}, is not there`);
        return this.#variant(manifest, platform);
      }),
    );
  }

  #pick<T extends { readonly platform: Platform }>(
    all: readonly T[],
    wanted: readonly Platform[] | undefined,
  ): readonly T[] {
    const has = all.map(({ platform }) => formatPlatform(platform)).join(', ');
    if (all.length === 0) this.#fail('it has no image for linux');
    const missing = wanted?.find((one) => !all.some(({ platform }) => isPlatform(platform, one)));
    if (missing) {
      throw new UsageError(
        `the base ${this.reference} is not there for ${formatPlatform(missing)}`,
        `Name one of its platforms with --platform: ${has}.`,
      );
    }
    if (!wanted) return all;
    return all.filter(({ platform }) => wanted.some((one) => isPlatform(platform, one)));
  }

  async #variant(manifest: RawManifest, platform: Platform | undefined): Promise<BaseVariant> {
    const { digest, mediaType } = manifest.descriptor;
    if (isIndexType(mediaType) || isSchema1Type(mediaType)) this.#fail(`${digest} in it is ${mediaType}`);
    const [config] = readManifest(manifest).blobs;
    if (!config || config.size > largestConfig) this.#fail('its configuration is too large');
    const read = await this.#config(config);
    const layers = layersOf(manifest);
    if (layers.length !== read.diffIds.length) {
      this.#fail(`it has ${layers.length} layers, and a configuration for ${read.diffIds.length}`);
    }
    return { platform: platform ?? read.platform, digest, layers, config: read };
  }

  async #config(descriptor: Descriptor): Promise<BaseConfig> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.source.fetchBlob(descriptor, this.options)) chunks.push(chunk);
    const config = readBaseConfig(Buffer.concat(chunks));
    if ('wrong' in config) this.#fail(config.wrong);
    if (config.platform.os !== 'linux') this.#fail(`it is for ${formatPlatform(config.platform)}`);
    return config;
  }

  #fail(reason: string): never {
    throw new ExpectedError(
      `the base ${this.reference} cannot be used: ${reason}`,
      'Name an image for linux, with node.',
    );
  }
}

/** All layers as they are described, foreign and repeated ones too. `readManifest` has checked each. */
function layersOf({ bytes }: RawManifest): readonly Descriptor[] {
  return (parseJsonObject(bytes)?.['layers'] ?? []) as readonly Descriptor[];
}
