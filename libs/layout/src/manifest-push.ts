import {
  algorithmOf,
  type CallOptions,
  type Descriptor,
  type Digest,
  DigestMismatchError,
  digestOf,
  formatRepositoryName,
  parseTag,
  type PushManifestOptions,
  type RawManifest,
  readManifest,
  type RepositoryName,
  TagMovedError,
} from '@cip/oci';
import type { GrowingBlobFiles } from './blob-files.js';
import { LayoutError } from './errors.js';
import type { IndexFile } from './index-file.js';
import type { IndexWriter } from './index-writer.js';
import { type LayoutIndex, withTag } from './layout-index.js';
import { mostManifestBytes } from './manifest-files.js';
import { manifestMediaType } from './manifest-media-type.js';
import { onePiece } from './one-piece.js';

/** Writes manifests and tags of one repository. */
export class ManifestPush {
  constructor(
    private readonly name: RepositoryName,
    private readonly blobs: GrowingBlobFiles,
    private readonly index: IndexFile,
    private readonly writer: IndexWriter,
  ) {}

  /** A tag that is there is never moved: `TagMovedError`. */
  async push(
    manifest: RawManifest,
    { tag, signal }: PushManifestOptions = {},
  ): Promise<'written' | 'existing'> {
    const options = signal ? { signal } : {};
    const wanted = tag === undefined ? undefined : parseTag(tag);
    const isThere = wanted !== undefined && this.#isThere(await this.index.read(options), wanted, manifest);
    await this.#store(manifest, options);
    if (wanted === undefined) return 'written';
    if (isThere) return 'existing';
    let outcome: 'written' | 'existing' = 'written';
    await this.writer.update((index) => {
      if (!this.#isThere(index, wanted, manifest)) return this.#tagged(index, wanted, manifest);
      outcome = 'existing';
      return index;
    }, options);
    return outcome;
  }

  /** The tag points to the manifest afterwards, whatever it pointed to before. */
  async retag(manifest: RawManifest, tag: string, options: CallOptions = {}): Promise<void> {
    const wanted = parseTag(tag);
    await this.#store(manifest, options);
    await this.writer.update((index) => this.#tagged(index, wanted, manifest), options);
  }

  #tagged(index: LayoutIndex, tag: string, { descriptor }: RawManifest): LayoutIndex {
    return withTag(index, { repository: this.name.repository, tag }, descriptor);
  }

  #isThere({ tags }: LayoutIndex, tag: string, { descriptor }: RawManifest): boolean {
    const present = tags.get(this.name.repository)?.get(tag);
    if (present === undefined) return false;
    if (present === descriptor.digest) return true;
    throw new TagMovedError(formatRepositoryName(this.name), tag, present, descriptor.digest);
  }

  async #store(manifest: RawManifest, options: CallOptions): Promise<void> {
    const { descriptor, bytes } = manifest;
    options.signal?.throwIfAborted();
    this.#check(manifest);
    await this.#requireReferences(manifest, options);
    if (await this.blobs.claim(descriptor)) return;
    await this.blobs.write(descriptor, onePiece(bytes), options);
  }

  /** What is read back by digest must be what was pushed: bytes, and media type. */
  #check({ descriptor, bytes }: RawManifest): void {
    const { digest, mediaType } = descriptor;
    const actual = digestOf(bytes, algorithmOf(digest));
    if (actual !== digest) throw new DigestMismatchError(digest, actual, 'manifest');
    const known = manifestMediaType(bytes);
    if (known === undefined) throw this.#unfit(digest, `its bytes are no OCI or Docker schema 2 manifest`);
    if (known !== mediaType) throw this.#unfit(digest, `its bytes say ${known}, it is given as ${mediaType}`);
    if (bytes.byteLength > mostManifestBytes) {
      throw this.#unfit(digest, `it has ${bytes.byteLength} bytes, the limit is ${mostManifestBytes}`);
    }
  }

  async #requireReferences(manifest: RawManifest, { signal }: CallOptions): Promise<void> {
    const { blobs, children } = readManifest(manifest);
    for (const needed of [...blobs, ...children]) {
      signal?.throwIfAborted();
      if (!(await this.blobs.claim(needed))) throw this.#incomplete(manifest.descriptor.digest, needed);
    }
  }

  #incomplete(digest: Digest, missing: Descriptor): LayoutError {
    return new LayoutError({
      code: 'INCOMPLETE_GRAPH',
      directory: this.blobs.directory,
      reason: `manifest ${digest} refers to ${missing.digest} (${missing.mediaType}), which is not there`,
      remedy: 'Bring blobs first, then children, then the manifest',
    });
  }

  #unfit(digest: Digest, reason: string): LayoutError {
    return new LayoutError({
      code: 'UNFIT_MANIFEST',
      directory: this.blobs.directory,
      reason: `manifest ${digest} cannot be kept in a layout: ${reason}`,
      remedy: 'Leave it out, or keep it in a registry',
    });
  }
}
