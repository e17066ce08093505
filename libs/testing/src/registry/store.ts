import type { Digest, RawManifest } from '@cip/oci';
import { isDigest } from '@cip/oci';
import type { Image } from '../images/image.js';

/** A manifest as it was pushed. */
export interface StoredManifest {
  readonly bytes: Uint8Array;
  /** As sent with the push. */
  readonly mediaType: string;
  /** In milliseconds since the epoch. */
  readonly uploadedAt: number;
}

/** What one repository may serve; the bytes of its blobs are held by the {@link Store}. */
export interface StoredRepository {
  readonly blobs: Set<Digest>;
  readonly manifests: Map<Digest, StoredManifest>;
  readonly tags: Map<string, Digest>;
}

/** All content of one registry. Equal blobs are held once, repositories refer to them. */
export class Store {
  readonly repositories = new Map<string, StoredRepository>();
  readonly #blobs = new Map<Digest, Uint8Array>();

  constructor(private readonly now: () => number) {}

  /** The repository, made when it is not there. */
  create(name: string): StoredRepository {
    const known = this.repositories.get(name);
    if (known) return known;
    const repository: StoredRepository = { blobs: new Set(), manifests: new Map(), tags: new Map() };
    this.repositories.set(name, repository);
    return repository;
  }

  blob(name: string, digest: string): Uint8Array | undefined {
    if (!isDigest(digest) || !this.repositories.get(name)?.blobs.has(digest)) return undefined;
    return this.#blobs.get(digest);
  }

  putBlob(name: string, digest: Digest, bytes: Uint8Array): void {
    if (!this.#blobs.has(digest)) this.#blobs.set(digest, bytes);
    this.create(name).blobs.add(digest);
  }

  /** As a disk that lost a file: no repository has the blob any more. */
  loseBlob(digest: Digest): void {
    this.#blobs.delete(digest);
    for (const { blobs } of this.repositories.values()) blobs.delete(digest);
  }

  /** As a disk that rots: one bit of a manifest of the repository, or else of a blob, is another one. */
  flip(name: string, digest: Digest): void {
    const manifests = this.repositories.get(name)?.manifests;
    const stored = manifests?.get(digest);
    const blob = this.#blobs.get(digest);
    if (stored) manifests?.set(digest, { ...stored, bytes: flipped(stored.bytes) });
    else if (blob) this.#blobs.set(digest, flipped(blob));
  }

  /** The digest under a tag, or the digest itself when the repository has that manifest. */
  resolve(name: string, reference: string): Digest | undefined {
    const repository = this.repositories.get(name);
    if (!isDigest(reference)) return repository?.tags.get(reference);
    return repository?.manifests.has(reference) ? reference : undefined;
  }

  manifest(name: string, reference: string): RawManifest | undefined {
    const digest = this.resolve(name, reference);
    const stored = digest && this.repositories.get(name)?.manifests.get(digest);
    if (!stored) return undefined;
    const { bytes, mediaType } = stored;
    return { bytes, descriptor: { digest, mediaType, size: bytes.byteLength } };
  }

  putManifest(name: string, digest: Digest, mediaType: string, bytes: Uint8Array, tag?: string): void {
    const repository = this.create(name);
    const uploadedAt = repository.manifests.get(digest)?.uploadedAt ?? this.now();
    repository.manifests.set(digest, { bytes, mediaType, uploadedAt });
    if (tag !== undefined) repository.tags.set(tag, digest);
  }

  /** Deletes a manifest with its tags; false when it was not there. */
  deleteManifest(name: string, digest: Digest): boolean {
    const repository = this.repositories.get(name);
    if (!repository?.manifests.delete(digest)) return false;
    for (const [tag, target] of repository.tags) if (target === digest) repository.tags.delete(tag);
    return true;
  }

  /** Puts an image with all that it refers to, whatever a push would check. */
  seed(name: string, image: Image, tags: readonly string[] = []): void {
    for (const child of image.children) this.seed(name, child);
    for (const [digest, bytes] of image.blobs) this.putBlob(name, digest, bytes);
    const { digest, mediaType } = image.descriptor;
    this.putManifest(name, digest, mediaType, image.bytes);
    for (const tag of tags) this.create(name).tags.set(tag, digest);
  }
}

function flipped(bytes: Uint8Array): Uint8Array {
  const [first, ...rest] = bytes;
  return first === undefined ? bytes : Uint8Array.of(first ^ 1, ...rest);
}
