import {
  type ContentFrom,
  type Descriptor,
  type Digest,
  DigestMismatchError,
  formatRepositoryName,
  type Source,
} from '@cip/oci';
import { Broadcast, DetachedError, Patience } from './broadcast.js';
import type { CopyGroup } from './copy-group.js';
import { onSide } from './errors.js';
import { HeldBlobs } from './held-blobs.js';

export interface FeedOptions {
  /** Bytes of blobs held in memory at a time, over all copies. Default: 256 MiB. */
  readonly maxBufferedBytes?: number;
  /** Blobs of at most so many bytes are held whole. Default: 1 MiB. */
  readonly holdBytes?: number;
  /** How far one destination may fall behind in a shared read, in bytes. Default: 8 MiB. */
  readonly windowBytes?: number;
  /** How long a shared read waits for destinations to join, in milliseconds. Default: 2000. */
  readonly joinPatience?: number;
  /** How long one host may hold up the others in shared reads, in milliseconds over the run. Default: 5000. */
  readonly holdUpPatience?: number;
}

/** Who wants a blob. */
export interface Consumer {
  readonly group: CopyGroup;
  /** The repository with its registry. */
  readonly destination: string;
  readonly host: string;
}

interface Round {
  readonly broadcast: Broadcast;
  readonly ready: Promise<void>;
}

// A source that gives wrong bytes may have given them once only; more than this is its state.
const readsOfCorruptContent = 3;

/** Hands out blobs of the source so that each is read once, however many destinations want it at about the same time. */
export class BlobFeeds {
  readonly #options: Required<FeedOptions>;
  readonly #held: HeldBlobs;
  readonly #patience: Patience;
  readonly #rounds = new Map<Digest, Round>();

  constructor(options: FeedOptions = {}) {
    this.#options = {
      maxBufferedBytes: options.maxBufferedBytes ?? 256 * 2 ** 20,
      holdBytes: options.holdBytes ?? 2 ** 20,
      windowBytes: options.windowBytes ?? 8 * 2 ** 20,
      joinPatience: options.joinPatience ?? 2000,
      holdUpPatience: options.holdUpPatience ?? 5000,
    };
    this.#held = new HeldBlobs(this.#options.maxBufferedBytes);
    this.#patience = new Patience(this.#options.holdUpPatience);
  }

  /**
   * Gives the content to `send`. A `send` that lost its share of the common read is called once more with a read of
   * its own; so is one that was given corrupt content, a few times.
   */
  async deliver(
    blob: Descriptor,
    source: Source,
    consumer: Consumer,
    send: (content: ContentFrom) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void> {
    if (blob.size <= this.#options.holdBytes) {
      consumer.group.decide(consumer.destination, blob.digest);
      await this.#held.use(
        blob,
        () => readWhole(blob, source, signal),
        (bytes) => send((offset) => one(bytes.subarray(offset))),
        signal,
      );
      return;
    }
    const alone: ContentFrom = (offset) => read(blob, source, offset, signal);
    try {
      await this.#share(blob, source, consumer, send, signal);
    } catch (error) {
      const corrupt = isCorrupt(error);
      if (!corrupt && !isDetached(error)) throw error;
      await retryCorrupt(() => send(alone), corrupt ? readsOfCorruptContent - 1 : readsOfCorruptContent);
    }
  }

  async #share(
    blob: Descriptor,
    source: Source,
    consumer: Consumer,
    send: (content: ContentFrom) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void> {
    const round = this.#rounds.get(blob.digest) ?? this.#open(blob, source, consumer, signal);
    const { stream, leave } = round.broadcast.join(consumer.host);
    consumer.group.decide(consumer.destination, blob.digest);
    let shared: AsyncIterable<Uint8Array> | undefined = stream;
    try {
      await round.ready;
      signal?.throwIfAborted();
      await send((offset) => {
        const first = shared;
        shared = undefined;
        if (first && offset === 0) return first;
        leave();
        return read(blob, source, offset, signal);
      });
    } finally {
      leave();
    }
  }

  #open(blob: Descriptor, source: Source, consumer: Consumer, signal?: AbortSignal): Round {
    const { windowBytes, joinPatience } = this.#options;
    const { budget } = this.#held;
    const buffered = Math.min(windowBytes, blob.size);
    let admitted = false;
    const broadcast = new Broadcast(
      () => read(blob, source, 0, signal),
      windowBytes,
      this.#patience,
      () => {
        if (this.#rounds.get(blob.digest)?.broadcast === broadcast) this.#rounds.delete(blob.digest);
        if (admitted) budget.release(buffered);
      },
    );
    const ready = (async () => {
      await budget.acquire(buffered, signal);
      admitted = true;
      await consumer.group.untilDecided(blob.digest, joinPatience);
      this.#rounds.delete(blob.digest);
    })();
    ready.catch(() => this.#rounds.delete(blob.digest));
    const round = { broadcast, ready };
    this.#rounds.set(blob.digest, round);
    return round;
  }
}

async function readWhole(blob: Descriptor, source: Source, signal?: AbortSignal): Promise<Uint8Array> {
  return retryCorrupt(async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of read(blob, source, 0, signal)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }, readsOfCorruptContent);
}

async function* read(
  blob: Descriptor,
  source: Source,
  offset: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const repository = formatRepositoryName(source.name);
  const stream = source.fetchBlob(blob, { offset, ...(signal && { signal }) })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await onSide('source', `reading blob ${blob.digest}`, repository, () => stream.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await stream.return?.();
  }
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.byteLength > 0) yield await Promise.resolve(bytes);
}

async function retryCorrupt<T>(work: () => Promise<T>, attempts: number): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts || !isCorrupt(error)) throw error;
    }
  }
}

function isCorrupt(error: unknown): boolean {
  return causes(error).some((cause) => cause instanceof DigestMismatchError);
}

function isDetached(error: unknown): boolean {
  return causes(error).some((cause) => cause instanceof DetachedError);
}

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 10; cause = cause.cause) chain.push(cause);
  return chain;
}
