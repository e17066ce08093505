import {
  type CallOptions,
  type Descriptor,
  type Digest,
  isDigest,
  isManifestType,
  isObject,
  type ManifestContent,
  parseJsonObject,
  type RawManifest,
  readManifest,
} from '@cip/oci';
import type { BlobFiles } from './blob-files.js';
import { readManifestFile } from './manifest-files.js';

type Named = Pick<Descriptor, 'digest' | 'mediaType'>;

/** What a walk tells on its way. */
export interface Visitor {
  /** A manifest that is named, and not there. It may throw. */
  missing(digest: Digest): void;
  found?(manifest: RawManifest, content: ManifestContent): void;
}

/** Walks graphs: manifests, the children of indexes, blobs. Each is visited once, however many refer to it. */
export class GraphWalk {
  /** All that was reached: foreign layers, too, as other tools may have stored them. */
  readonly reached = new Set<Digest>();
  readonly #visited = new Set<Digest>();

  constructor(
    private readonly blobs: BlobFiles,
    private readonly options: CallOptions = {},
  ) {}

  async from(roots: Iterable<Named>, visitor: Visitor): Promise<void> {
    const open = [...roots];
    for (let next = open.pop(); next; next = open.pop()) {
      this.reached.add(next.digest);
      if (!isManifestType(next.mediaType) || this.#visited.has(next.digest)) continue;
      this.options.signal?.throwIfAborted();
      this.#visited.add(next.digest);
      const manifest = await readManifestFile(this.blobs, next.digest);
      if (manifest) open.push(...this.#enter(manifest, visitor));
      else visitor.missing(next.digest);
    }
  }

  #enter(manifest: RawManifest, visitor: Visitor): readonly Descriptor[] {
    const content = readManifest(manifest);
    visitor.found?.(manifest, content);
    for (const { digest } of content.blobs) this.reached.add(digest);
    for (const digest of layersOf(manifest)) this.reached.add(digest);
    return content.children;
  }
}

function layersOf({ bytes }: RawManifest): Digest[] {
  const layers = parseJsonObject(bytes)?.['layers'];
  if (!Array.isArray(layers)) return [];
  return layers.flatMap((layer: unknown) => {
    const digest = isObject(layer) ? layer['digest'] : undefined;
    return typeof digest === 'string' && isDigest(digest) ? [digest] : [];
  });
}
