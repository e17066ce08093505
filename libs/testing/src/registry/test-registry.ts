import type { Server } from 'node:http';
import { type Digest, digestOf, type RawManifest } from '@cip/oci';
import type { Image } from '../images/image.js';
import type { Fault, FaultScript } from './faults.js';
import type { Gate } from './gates.js';
import type { RequestMatch } from './match.js';
import { isWrite } from './request.js';
import type { CountMatch, RequestRecord } from './request-log.js';
import type { ServedRegistry } from './server.js';
import type { StoredManifest } from './store.js';

/** Repository → manifests and tags, in sorted order, so that two states compare as wholes. */
export type RegistrySnapshot = Readonly<
  Record<
    string,
    {
      /** Per digest the sha256 of the bytes that are there, and their media type. */
      readonly manifests: Readonly<Record<string, { readonly sha256: string; readonly mediaType: string }>>;
      readonly tags: Readonly<Record<string, string>>;
    }
  >
>;

/** A running registry: what it was asked, what it holds, and what shall go wrong. */
export class TestRegistry implements AsyncDisposable {
  constructor(
    /** `127.0.0.1:PORT`. */
    readonly host: string,
    private readonly server: Server,
    private readonly parts: ServedRegistry,
  ) {}

  /** Ends the server and all its connections. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
    this.server.closeAllConnections();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Has requests go wrong; by default the first one that matches. */
  fault(script: FaultScript): Fault {
    return this.parts.faults.add(script);
  }

  clearFaults(): void {
    this.parts.faults.clear();
  }

  /** Holds the requests that match, by default all of them, until the gate is opened. */
  gate(match: RequestMatch = {}): Gate {
    return this.parts.gates.add(match);
  }

  /** Calls the listener for each request as it arrives, before anything is done; gives a function that ends it. */
  onRequest(listener: (record: RequestRecord) => void): () => void {
    return this.parts.log.listen(listener);
  }

  /** Resolves when no request is in hand; after a client was killed, the state changes no more then. */
  idle(): Promise<void> {
    return this.parts.log.idle();
  }

  /** All requests since the start or the last reset, in the order of arrival. */
  get requests(): readonly RequestRecord[] {
    return this.parts.log.records;
  }

  count(match?: CountMatch): number {
    return this.parts.log.count(match);
  }

  resetCounts(): void {
    this.parts.log.reset();
  }

  /** Requests that ask for a change: all but GET, HEAD and those for tokens. */
  get writes(): number {
    return this.requests.filter(isWrite).length;
  }

  /** Bytes of blobs that were served. */
  get blobBytesServed(): number {
    const served = this.requests.filter(({ kind }) => kind === 'blob');
    return served.reduce((sum, { bytesOut }) => sum + bytesOut, 0);
  }

  /** Upload sessions that are open. */
  get openUploads(): number {
    return this.parts.uploads.open;
  }

  /** Makes all bearer tokens worthless: the next request with one gets a 401. */
  revokeTokens(): void {
    this.parts.auth.tokens?.revokeAll();
  }

  /** Puts an image with all it refers to, without HTTP and without any check. */
  seed(repository: string, image: Image, tags: readonly string[] = []): void {
    this.parts.store.seed(repository, image, tags);
  }

  /** Points a tag to a digest, moving it when it is there. */
  setTag(repository: string, tag: string, digest: Digest): void {
    this.parts.store.create(repository).tags.set(tag, digest);
  }

  deleteTag(repository: string, tag: string): boolean {
    return this.parts.store.repositories.get(repository)?.tags.delete(tag) ?? false;
  }

  /** Deletes a manifest with its tags. */
  deleteManifest(repository: string, digest: Digest): boolean {
    return this.parts.store.deleteManifest(repository, digest);
  }

  deleteBlob(repository: string, digest: Digest): boolean {
    return this.parts.store.repositories.get(repository)?.blobs.delete(digest) ?? false;
  }

  /** Takes a blob from all repositories, as a disk that lost a file. */
  loseBlob(digest: Digest): void {
    this.parts.store.loseBlob(digest);
  }

  /** Changes a bit of a manifest in a repository, or of a blob wherever it is; its size stays. */
  flip(repository: string, digest: Digest): void {
    this.parts.store.flip(repository, digest);
  }

  manifest(repository: string, reference: string): RawManifest | undefined {
    return this.parts.store.manifest(repository, reference);
  }

  blob(repository: string, digest: string): Uint8Array | undefined {
    return this.parts.store.blob(repository, digest);
  }

  /** The blobs of a repository, sorted. */
  blobs(repository: string): Digest[] {
    return [...(this.parts.store.repositories.get(repository)?.blobs ?? [])].sort();
  }

  snapshot(): RegistrySnapshot {
    const { repositories } = this.parts.store;
    return Object.fromEntries(
      sorted(repositories).map(([name, { manifests, tags }]) => [
        name,
        {
          manifests: Object.fromEntries(sorted(manifests).map(([digest, held]) => [digest, stateOf(held)])),
          tags: Object.fromEntries(sorted(tags)),
        },
      ]),
    );
  }

  /** Sorted lines `repository@digest,tag`, and `repository@digest,-` for what has no tag. */
  digestSet(): string[] {
    const lines: string[] = [];
    for (const [name, { manifests, tags }] of this.parts.store.repositories) {
      const tagged = new Set(tags.values());
      for (const [tag, digest] of tags) lines.push(`${name}@${digest},${tag}`);
      for (const digest of manifests.keys()) if (!tagged.has(digest)) lines.push(`${name}@${digest},-`);
    }
    return lines.sort();
  }
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function stateOf({ bytes, mediaType }: StoredManifest): { sha256: string; mediaType: string } {
  return { sha256: digestOf(bytes), mediaType };
}
