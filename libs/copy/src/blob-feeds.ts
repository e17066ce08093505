import { type ContentFrom, type Descriptor, type Source } from '@cip/oci';
import { Broadcast, DetachedError, Patience } from './broadcast.js';
import { ByKey } from './by-key.js';
import { ByteBudget } from './byte-budget.js';
import type { CopyGroup } from './copy-group.js';
import { contentKey, HeldBlobs } from './held-blobs.js';
import { isOwnFailure, untilOwnFailure } from './own-failure.js';
import {
  causes,
  inChunks,
  isCorrupt,
  read,
  readsOfCorruptContent,
  readWhole,
  retryCorrupt,
} from './read-blob.js';

export interface FeedOptions {
  /** Bytes of blobs held in memory at a time, over all copies. Default: 256 MiB. */
  readonly maxBufferedBytes?: number;
  /** Blobs of at most so many bytes are held whole, memory permitting. Default: 1 MiB. */
  readonly holdBytes?: number;
  /** How far one destination may fall behind in a shared read, in bytes, memory permitting. Default: 4 MiB. */
  readonly windowBytes?: number;
  /** How many blobs are uploaded to one destination registry at a time. Default: 24. */
  readonly uploadsPerHost?: number;
  /** How long a shared read waits for destinations to join, in milliseconds. Default: 2000. */
  readonly joinPatience?: number;
  /** How long one host may hold up the others in shared reads before it reads alone, in milliseconds. Default: 5000. */
  readonly holdUpPatience?: number;
}

/** Who wants a blob. */
export interface Consumer {
  readonly group: CopyGroup;
  /** The repository with its registry. */
  readonly destination: string;
  readonly host: string;
}

/** One blob for one destination. */
export interface Delivery {
  readonly blob: Descriptor;
  readonly source: Source;
  readonly consumer: Consumer;
  /** Uploads the content; called again where the content has to be given again. */
  readonly send: (content: ContentFrom) => Promise<void>;
  readonly signal: AbortSignal | undefined;
}

interface Round {
  readonly broadcast: Broadcast;
  readonly ready: Promise<void>;
}

/**
 * Hands out blobs of the source so that each is read once, however many destinations want it at about the same time.
 *
 * No destination can take what the others need. Each registry has a share of the memory, and all shares together are
 * less than the whole; one that is too slow for a shared read is served by reads of its own, one at a time.
 */
export class BlobFeeds {
  readonly #options: Required<Omit<FeedOptions, 'maxBufferedBytes' | 'uploadsPerHost'>>;
  readonly #held: HeldBlobs;
  readonly #patience: Patience;
  readonly #shares: ByKey<ByteBudget>;
  readonly #alone = new ByKey(() => new ByteBudget(1));
  readonly #rounds = new Map<string, Round>();
  readonly #leastShare: number;

  /** For so many destination registries. */
  constructor(hosts: number, options: FeedOptions = {}) {
    const total = options.maxBufferedBytes ?? 256 * 2 ** 20;
    const share = Math.max(1, Math.floor(total / (hosts + 1)));
    this.#options = {
      holdBytes: Math.min(options.holdBytes ?? 2 ** 20, share),
      windowBytes: Math.min(options.windowBytes ?? 4 * 2 ** 20, share),
      joinPatience: options.joinPatience ?? 2000,
      holdUpPatience: options.holdUpPatience ?? 5000,
    };
    this.#held = new HeldBlobs(total);
    this.#patience = new Patience(this.#options.holdUpPatience);
    this.#shares = new ByKey(() => new ByteBudget(share));
    this.#leastShare = share / (options.uploadsPerHost ?? 24);
  }

  /**
   * Gives the content to `send`. A `send` that lost its share of the common read is called once more with a read of
   * its own; so is one that was given corrupt content, a few times.
   */
  async deliver(delivery: Delivery): Promise<void> {
    const { blob, consumer, signal } = delivery;
    const weight = Math.max(Math.min(blob.size, this.#options.windowBytes), this.#leastShare);
    await holding(this.#shares.get(consumer.host), weight, signal, () =>
      blob.size <= this.#options.holdBytes ? this.#hold(delivery) : this.#stream(delivery),
    );
  }

  async #hold(delivery: Delivery): Promise<void> {
    const { blob, source, consumer, send, signal } = delivery;
    consumer.group.decide(consumer.destination, blob.digest);
    const read = (): Promise<Uint8Array> => readWhole(blob, source, signal);
    const give = (bytes: Uint8Array): Promise<void> => send((offset) => inChunks(bytes.subarray(offset)));
    await untilOwnFailure({ source, blob, signal }, () => this.#held.use(blob, read, give, signal));
  }

  async #stream(delivery: Delivery): Promise<void> {
    const { blob, source, consumer, send, signal } = delivery;
    try {
      await this.#share(delivery);
    } catch (error) {
      signal?.throwIfAborted();
      const corrupt = isCorrupt(error);
      // The common read is of whatever source came first.
      if (!corrupt && !isDetached(error) && isOwnFailure(error, { source, blob })) throw error;
      const attempts = corrupt ? readsOfCorruptContent - 1 : readsOfCorruptContent;
      const alone: ContentFrom = (offset) => read(blob, source, offset, signal);
      const slot = this.#alone.get(consumer.host);
      await holding(slot, 1, signal, () => retryCorrupt(() => send(alone), attempts));
    }
  }

  async #share(delivery: Delivery): Promise<void> {
    const { blob, consumer, send, signal } = delivery;
    const round = this.#rounds.get(contentKey(blob)) ?? this.#open(delivery);
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
        return this.#again(delivery, offset);
      });
    } finally {
      leave();
    }
  }

  /** The rest of a blob for one destination whose upload broke. */
  async *#again({ blob, source, consumer, signal }: Delivery, offset: number): AsyncGenerator<Uint8Array> {
    const slot = this.#alone.get(consumer.host);
    await slot.acquire(1, signal);
    try {
      yield* read(blob, source, offset, signal);
    } finally {
      slot.release(1);
    }
  }

  #open({ blob, source, consumer, signal }: Delivery): Round {
    const { windowBytes } = this.#options;
    const { budget } = this.#held;
    const key = contentKey(blob);
    const buffered = Math.min(windowBytes, blob.size);
    let state: 'waiting' | 'admitted' | 'ended' = 'waiting';
    const broadcast = new Broadcast(
      () => read(blob, source, 0, signal),
      windowBytes,
      this.#patience,
      () => {
        if (this.#rounds.get(key)?.broadcast === broadcast) this.#rounds.delete(key);
        if (state === 'admitted') budget.release(buffered);
        state = 'ended';
      },
    );
    const admit = async (): Promise<void> => {
      await budget.acquire(buffered, signal);
      if (state === 'ended') budget.release(buffered);
      else state = 'admitted';
      await this.#untilJoined(blob, consumer.group);
      this.#rounds.delete(key);
    };
    const ready = admit();
    ready.catch(() => this.#rounds.delete(key));
    const round = { broadcast, ready };
    this.#rounds.set(key, round);
    return round;
  }

  /** Waits for those who may still want the blob, as long as they have patience left to spend. */
  async #untilJoined({ digest }: Descriptor, group: CopyGroup): Promise<void> {
    const missing = (): string[] => group.undecided(digest).map((name) => name.split('/', 1)[0] ?? name);
    const left = missing().map((host) => this.#patience.left(host));
    const started = performance.now();
    await group.untilDecided(digest, Math.min(this.#options.joinPatience, Math.max(0, ...left)));
    const waited = performance.now() - started;
    for (const host of new Set(missing())) this.#patience.spend(host, waited);
  }
}

async function holding<T>(
  budget: ByteBudget,
  amount: number,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  await budget.acquire(amount, signal);
  try {
    return await work();
  } finally {
    budget.release(amount);
  }
}

function isDetached(error: unknown): boolean {
  return causes(error).some((cause) => cause instanceof DetachedError);
}
