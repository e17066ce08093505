import {
  type CallOptions,
  describeError,
  describeFailure,
  type Descriptor,
  type Digest,
  type Failure,
  failureOf,
  formatRepositoryName,
  type ManifestContent,
  readManifest,
  type Source,
} from '@cip/oci';

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
  /** Of what could not be read as it should: the facts that `reason` was made of. */
  readonly failure?: Failure;
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
    const read = async (): Promise<void> => {
      const content = source.fetchBlob(blob, this.options)[Symbol.asyncIterator]();
      // Read to its end, where the digest is checked.
      while ((await content.next()).done !== true);
    };
    return remember(this.#bytes, `${source.name.registry}@${blob.digest}`, () =>
      // What was damaged on its way is sound when it is read again.
      read().catch((error: unknown) => {
        this.options.signal?.throwIfAborted();
        if (failureOf(error).code !== 'DIGEST_MISMATCH') throw error;
        return read();
      }),
    );
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
  return { ...faultIn(failureOf(error)), reason: describeError(error) };
}

/** The same of the facts of a failure. */
export function faultIn(failure: Failure): Fault {
  return { kind: kindOf(failure), reason: describeFailure(failure), failure };
}

function kindOf({ code }: Failure): Fault['kind'] {
  if (code === 'DIGEST_MISMATCH' || code === 'INVALID_MANIFEST') return 'corrupt';
  return code === 'NOT_FOUND' || code === 'CONTRADICTION' ? 'missing' : 'unreachable';
}

function remember<T>(known: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before) return before;
  const started = work();
  known.set(key, started);
  return started;
}
