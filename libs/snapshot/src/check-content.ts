import {
  type CallOptions,
  type Descriptor,
  type Digest,
  DigestMismatchError,
  formatRepositoryName,
  InvalidManifestError,
  type ManifestContent,
  readManifest,
  type Source,
} from '@cip/oci';
import { RegistryError } from '@cip/registry';
import { messageOf } from './held-after.js';

/**
 * How closely content is looked at. `listing`: tags and digests are there. `graph`: every manifest can be read, and every
 * blob is there. `blobs`: every byte hashes to its digest.
 */
export type Level = 'listing' | 'graph' | 'blobs';

export const levels: readonly Level[] = ['listing', 'graph', 'blobs'];

/** What is wrong with one image. `unreachable`: it could not be read, so nothing is known. */
export interface Fault {
  readonly kind: 'missing' | 'corrupt' | 'unreachable';
  readonly reason: string;
}

/**
 * Looks at images as closely as wanted. What images share is looked at once: a manifest or blob once in each repository,
 * the bytes of a blob once in each registry, which keeps them once.
 */
export class ContentCheck {
  readonly #manifests = new Map<string, Promise<readonly Fault[]>>();
  readonly #blobs = new Map<string, Promise<readonly Fault[]>>();
  readonly #bytes = new Map<string, Promise<void>>();

  constructor(
    private readonly level: Exclude<Level, 'listing'>,
    private readonly options: CallOptions = {},
  ) {}

  /** What is wrong with a manifest and all that it refers to. */
  image(source: Source, digest: Digest): Promise<readonly Fault[]> {
    return remember(this.#manifests, `${formatRepositoryName(source.name)}@${digest}`, () =>
      this.#found(() => this.#graph(source, digest)),
    );
  }

  async #graph(source: Source, digest: Digest): Promise<readonly Fault[]> {
    const manifest = await source.fetchManifest(digest, this.options);
    if (!manifest) return [{ kind: 'missing', reason: `the manifest ${digest} is not there` }];
    const { children, blobs }: ManifestContent = readManifest(manifest);
    const below = await Promise.all([
      ...children.map((child) => this.image(source, child.digest)),
      ...blobs.map((blob) => this.#blob(source, blob)),
    ]);
    return below.flat();
  }

  #blob(source: Source, blob: Descriptor): Promise<readonly Fault[]> {
    return remember(this.#blobs, `${formatRepositoryName(source.name)}@${blob.digest}`, () =>
      this.#found(async () => {
        if (!(await source.hasBlob(blob, this.options))) {
          return [{ kind: 'missing', reason: `the blob ${blob.digest} is not there` }];
        }
        if (this.level === 'blobs') await this.#read(source, blob);
        return [];
      }),
    );
  }

  #read(source: Source, blob: Descriptor): Promise<void> {
    return remember(this.#bytes, `${source.name.registry}@${blob.digest}`, async () => {
      const content = source.fetchBlob(blob, this.options)[Symbol.asyncIterator]();
      // Read to its end, where the digest is checked.
      while ((await content.next()).done !== true);
    });
  }

  async #found(work: () => Promise<readonly Fault[]>): Promise<readonly Fault[]> {
    try {
      return await work();
    } catch (error) {
      this.options.signal?.throwIfAborted();
      return [faultOf(error)];
    }
  }
}

/** What a failed read says about what was to be read. */
export function faultOf(error: unknown): Fault {
  const reason = messageOf(error);
  if (error instanceof DigestMismatchError || error instanceof InvalidManifestError) {
    return { kind: 'corrupt', reason };
  }
  const isGone = error instanceof RegistryError && error.code === 'NOT_FOUND';
  return { kind: isGone ? 'missing' : 'unreachable', reason };
}

function remember<T>(known: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before) return before;
  const started = work();
  known.set(key, started);
  return started;
}
