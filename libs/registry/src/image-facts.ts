import {
  type CallOptions,
  type Descriptor,
  type Digest,
  type Failure,
  failureOf,
  type ImageFacts,
  InvalidManifestError,
  type ManifestContent,
  readBlob,
  readManifest,
  type Source,
} from '@cip/oci';
import {
  type ConfigFacts,
  formatPlatform,
  isArtifact,
  readAnnotations,
  readConfig,
} from './image-facts-config.js';
import type { ReadOnlyRegistry } from './registry.js';

const mostConfigBytes = 8 * 1024 * 1024;
const mostManifests = 100;

/**
 * What an image says of itself: its manifest, those of all platforms of an index, and the configuration of the first
 * platform are read, and no layer. Undefined: the registry says that the digest is not there. Rejects on abort only.
 */
export async function describeImage(
  registry: ReadOnlyRegistry,
  repository: string,
  digest: Digest,
  options: CallOptions = {},
): Promise<ImageFacts | { readonly failure: Failure } | undefined> {
  try {
    const reader = new ImageReader(registry.repository(repository), digest, options);
    return await reader.describe();
  } catch (error) {
    return { failure: failureOf(error, options.signal) };
  }
}

/** One image that runs on one platform. Schema 1 has no configuration. */
interface Part {
  readonly digest: Digest;
  readonly platform?: string | undefined;
  readonly config?: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** Reads what belongs to one image, with an end to what an index may name. */
class ImageReader {
  #manifests = 0;

  constructor(
    private readonly repository: Source,
    private readonly digest: Digest,
    private readonly options: CallOptions,
  ) {}

  async describe(): Promise<ImageFacts | undefined> {
    const manifest = await this.repository.fetchManifest(this.digest, this.options);
    if (!manifest) return undefined;
    const { mediaType } = manifest.descriptor;
    const content = readManifest(manifest);
    if (isArtifact(content)) {
      return { mediaType, kind: 'artifact', ...outlineOf([partOf(content, this.digest)]) };
    }
    const annotations = readAnnotations(manifest.bytes);
    const facts = content.kind === 'index' ? await this.#index(content) : await this.#image(content);
    return { mediaType, ...facts, ...annotations };
  }

  async #image(content: ManifestContent): Promise<Omit<ImageFacts, 'mediaType'>> {
    const part = partOf(content, this.digest);
    const { platform, ...said } = await this.#config(part);
    return { kind: 'image', ...outlineOf([{ ...part, platform }]), ...said };
  }

  async #index(content: ManifestContent): Promise<Omit<ImageFacts, 'mediaType'>> {
    const parts = (await this.#partsOf(content)).sort(compareParts);
    const { platform, ...said } = await this.#config(parts[0]);
    return { kind: 'index', ...outlineOf(parts), ...said, children: parts.map(({ digest }) => digest) };
  }

  async #partsOf(index: ManifestContent): Promise<Part[]> {
    const children = index.children.filter((child) => !isAttestation(child));
    this.#manifests += children.length;
    if (this.#manifests > mostManifests) this.#fail(`it names more than ${mostManifests} manifests`);
    return (await Promise.all(children.map((child) => this.#childParts(child)))).flat();
  }

  async #childParts({ digest, platform }: Descriptor): Promise<Part[]> {
    const manifest = await this.repository.fetchManifest(digest, this.options);
    const content = readManifest(manifest ?? this.#fail(`its part ${digest} is not there`));
    if (isArtifact(content)) return [];
    if (content.kind === 'index') return this.#partsOf(content);
    const part = partOf(content, digest);
    return [{ ...part, platform: platform ? formatPlatform(platform) : (await this.#config(part)).platform }];
  }

  async #config(part: Part | undefined): Promise<ConfigFacts> {
    if (!part?.config) return {};
    const { size } = part.config;
    if (size > mostConfigBytes) {
      this.#fail(`its configuration has ${size} bytes, more than ${mostConfigBytes}`);
    }
    return (
      readConfig(await readBlob(this.repository, part.config, this.options)) ??
      this.#fail('its configuration is not a JSON object')
    );
  }

  #fail(reason: string): never {
    throw new InvalidManifestError(this.digest, reason);
  }
}

function partOf({ kind, blobs }: ManifestContent, digest: Digest): Part {
  const [config, ...layers] = kind === 'image' ? blobs : [];
  return { digest, ...(config && { config }), layers };
}

function outlineOf(parts: readonly Part[]): Pick<ImageFacts, 'platforms' | 'size' | 'layers'> {
  return {
    platforms: [...new Set(parts.flatMap(({ platform }) => platform ?? []))],
    size: Math.max(0, ...parts.map(sizeOf)),
    layers: parts[0]?.layers.map(({ digest }) => digest) ?? [],
  };
}

function sizeOf({ config, layers }: Part): number {
  return layers.reduce((sum, { size }) => sum + size, config?.size ?? 0);
}

/** BuildKit files attestations among the platforms of an index, as images for no platform. */
function isAttestation({ platform, annotations }: Descriptor): boolean {
  return (
    annotations?.['vnd.docker.reference.type'] === 'attestation-manifest' ||
    (platform?.os === 'unknown' && platform.architecture === 'unknown')
  );
}

function compareParts(a: Part, b: Part): number {
  // Those without a platform come last: the first part is the first platform.
  return compare(a.platform ?? '~', b.platform ?? '~') || compare(a.digest, b.digest);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
