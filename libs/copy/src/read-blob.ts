import { type Descriptor, DigestMismatchError, formatRepositoryName, type Source } from '@cip/oci';
import { onSide } from './errors.js';

/** A source that gives wrong bytes may have given them once only; when it does so as often as this, that is its state. */
export const readsOfCorruptContent = 3;

/** The whole of a small blob, checked. */
export async function readWhole(blob: Descriptor, source: Source, signal?: AbortSignal): Promise<Uint8Array> {
  return retryCorrupt(async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of read(blob, source, 0, signal)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }, readsOfCorruptContent);
}

/** A blob from `offset` on. What fails is the source's failure: a `CopyError` of that side. */
export async function* read(
  blob: Descriptor,
  source: Source,
  offset: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const repository = formatRepositoryName(source.name);
  const stream = source.fetchBlob(blob, { offset, ...(signal && { signal }) })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await onSide(
        'source',
        { operation: 'reading blob', subject: blob.digest, repository, size: blob.size },
        () => stream.next(),
      );
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await stream.return?.();
  }
}

// Small enough that the progress of a slow connection can be seen.
const chunkBytes = 65_536;

/** Bytes that are held, in pieces as they would come from a connection. */
export async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += chunkBytes) {
    yield await Promise.resolve(bytes.subarray(at, at + chunkBytes));
  }
}

/** Repeats work that was given content of a wrong digest, up to so many attempts in all. */
export async function retryCorrupt<T>(work: () => Promise<T>, attempts: number): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts || !isCorrupt(error)) throw error;
    }
  }
}

/** The content did not have its digest or size; it may have been wrapped since. */
export function isCorrupt(error: unknown): boolean {
  return causes(error).some((cause) => cause instanceof DigestMismatchError);
}

/** An error and its causes, outermost first. */
export function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 10; cause = cause.cause) chain.push(cause);
  return chain;
}
