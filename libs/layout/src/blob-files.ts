import type { Stats } from 'node:fs';
import { mkdir, utimes } from 'node:fs/promises';
import path from 'node:path';
import {
  algorithmOf,
  type CallOptions,
  type Descriptor,
  type Digest,
  DigestMismatchError,
  digestOf,
  verifiedStream,
} from '@cip/oci';
import { LayoutError } from './errors.js';
import { ifThere, onDisk, systemCode } from './on-disk.js';
import { hasFolder, openFile, statFile } from './safe-read.js';
import { syncFolder } from './sync-folder.js';
import type { TemporaryFiles } from './temporary-files.js';
import { untilAborted } from './until-aborted.js';

const chunkBytes = 256 * 1024;
/** A file is marked as in use again only when its mark is older, in milliseconds. */
const markHolds = 60_000;

type Named = Pick<Descriptor, 'digest' | 'size'>;

/** The files `blobs/<algorithm>/<hex>` (image-spec v1.1, "Image Layout"), to read. */
export class BlobFiles {
  readonly folder: string;

  constructor(readonly directory: string) {
    this.folder = path.join(directory, 'blobs');
  }

  file(digest: Digest): string {
    return path.join(this.folder, algorithmOf(digest), digest.slice(digest.indexOf(':') + 1));
  }

  /** Whether the blob is there. Throws `CORRUPT_CONTENT` when its file has another size. */
  async has(blob: Named): Promise<boolean> {
    const stats = await this.stat(blob.digest);
    if (!stats) return false;
    if (stats.size === blob.size) return true;
    throw this.#corrupt(blob.digest, `its file has ${stats.size} bytes instead of ${blob.size}`);
  }

  async stat(digest: Digest): Promise<Stats | undefined> {
    return this.#disk(`looking for ${digest}`, () => statFile(this.directory, this.file(digest)));
  }

  /** The bytes from `offset` on; from 0 they are checked before the last of them is handed out. */
  read(
    blob: Named,
    { offset = 0, signal }: CallOptions & { readonly offset?: number } = {},
  ): AsyncIterable<Uint8Array> {
    const stream = this.#chunks(blob, offset, signal);
    return offset === 0 ? this.#verified(blob, stream) : stream;
  }

  /** A small file as a whole, checked; undefined when it is not there, or larger than `atMost` bytes. */
  async readWhole(digest: Digest, atMost: number): Promise<Uint8Array | undefined> {
    const bytes = await this.#disk(`reading ${digest}`, async () => {
      const handle = await openFile(this.directory, this.file(digest));
      if (!handle) return undefined;
      try {
        return (await handle.stat()).size > atMost ? undefined : await handle.readFile();
      } finally {
        await handle.close();
      }
    });
    if (!bytes) return undefined;
    const actual = digestOf(bytes, algorithmOf(digest));
    if (actual !== digest) throw this.#corrupt(digest, `its file hashes to ${actual}`);
    return bytes;
  }

  async *#verified(blob: Named, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* verifiedStream(blob, stream);
    } catch (error) {
      if (!(error instanceof DigestMismatchError)) throw error;
      throw this.#corrupt(blob.digest, `its file has ${error.actual} instead of ${error.expected}`, error);
    }
  }

  async *#chunks(blob: Named, offset: number, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
    const doing = `reading blob ${blob.digest}`;
    signal?.throwIfAborted();
    const handle = await this.#disk(doing, () => openFile(this.directory, this.file(blob.digest)));
    if (!handle) throw this.missing(blob.digest, 'blob');
    try {
      const { size } = await this.#disk(doing, () => handle.stat());
      if (size !== blob.size) {
        throw this.#corrupt(blob.digest, `its file has ${size} bytes instead of ${blob.size}`);
      }
      for (let position = offset; position < size;) {
        signal?.throwIfAborted();
        const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, size - position));
        const { bytesRead } = await this.#disk(doing, () =>
          handle.read(buffer, 0, buffer.byteLength, position),
        );
        if (bytesRead === 0) throw this.#corrupt(blob.digest, `its file ends after ${position} bytes`);
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }

  /** The error for content that the layout names, but does not have. */
  missing(digest: Digest, what: 'blob' | 'manifest'): LayoutError {
    return new LayoutError({
      code: 'MISSING_CONTENT',
      directory: this.directory,
      reason: `${what} ${digest} is not in the layout${what === 'manifest' ? ', or cannot be read as one' : ''}`,
      remedy: 'Bring the file from another copy of the layout, or copy the image again',
    });
  }

  #corrupt(digest: Digest, reason: string, cause?: unknown): LayoutError {
    return new LayoutError({
      code: 'CORRUPT_CONTENT',
      directory: this.directory,
      reason: `${path.relative(this.directory, this.file(digest))} is not what its name says: ${reason}`,
      remedy: 'Remove that file, then bring it from another copy of the layout, or copy the image again',
      cause,
    });
  }

  #disk<T>(doing: string, work: () => Promise<T>): Promise<T> {
    return onDisk({ directory: this.directory, doing }, work);
  }
}

/** The same files, to be added to. */
export class GrowingBlobFiles extends BlobFiles {
  readonly #unsynced = new Set<string>();

  constructor(
    directory: string,
    private readonly temporary: TemporaryFiles,
  ) {
    super(directory);
  }

  /**
   * Whether the blob is there, for whoever would write it otherwise: a file of another size counts as none, so that a whole one
   * takes its place. What is there is marked as in use, so that a garbage collection beside this run leaves it.
   */
  async claim(blob: Named): Promise<boolean> {
    const stats = await this.stat(blob.digest);
    return stats?.size === blob.size && (await this.mark(blob.digest));
  }

  /** Marks a file as in use; false when it is not there. */
  async mark(digest: Digest): Promise<boolean> {
    const stats = await this.stat(digest);
    if (!stats) return false;
    if (Date.now() - stats.mtimeMs < markHolds) return true;
    const now = new Date();
    const marked = await onDisk({ directory: this.directory, doing: `marking ${digest} as in use` }, () =>
      ifThere(touch(this.file(digest), now)),
    );
    return marked ?? false;
  }

  /** Writes a blob; it is there once all of it has its digest and size. Throws `DigestMismatchError`. */
  async write(blob: Named, content: AsyncIterable<Uint8Array>, { signal }: CallOptions = {}): Promise<void> {
    const operation = { doing: `writing ${blob.digest}`, needed: blob.size };
    const folder = path.dirname(this.file(blob.digest));
    await onDisk({ directory: this.directory, ...operation }, () => this.#makeFolder(folder));
    const checked = verifiedStream(blob, untilAborted(content, signal));
    await this.temporary.write(this.file(blob.digest), checked, operation);
    this.#unsynced.add(folder);
  }

  async #makeFolder(folder: string): Promise<void> {
    if (await hasFolder(this.directory, folder)) return;
    await mkdir(folder, { recursive: true });
    this.#unsynced.add(this.folder);
  }

  /** Brings the names of all that was written to the disk: only then may the index name it. */
  async sync(): Promise<void> {
    for (const folder of [...this.#unsynced]) {
      this.#unsynced.delete(folder);
      await syncFolder(folder);
    }
  }
}

async function touch(file: string, now: Date): Promise<boolean> {
  try {
    await utimes(file, now, now);
  } catch (error) {
    // The file of another user, who alone may set its time; it can be used all the same.
    if (systemCode(error) !== 'EPERM') throw error;
  }
  return true;
}
